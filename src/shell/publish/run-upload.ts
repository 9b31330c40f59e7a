import { type Prepared, passwordKeeper } from '../../generate.ts';
import { publishedImages, publishedModel } from '../../model/publication.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import type { ExitCode } from '../exit-code.ts';
import { narratorFor } from '../narrator.ts';
import { type Published, type PublishingCall, runPublishing } from './run-publishing.ts';
import { type UploadResult, uploadListing } from './upload-listing.ts';

export interface UploadCall extends PublishingCall {
  readonly dryRun: boolean;
  readonly movesTag: boolean;
}

/** What `scripts/upload.sh` does, for any number of listings. */
export function runUpload(prepared: Prepared, call: UploadCall): Promise<ExitCode> {
  const narrator = narratorFor(call.terminal);
  const keeper = passwordKeeper(prepared);
  return runPublishing(prepared, call, async ({ listing, folder }) => {
    if (call.dryRun) return planned(listing);
    const result = await uploadListing(listing, { folder, movesTag: call.movesTag, keeper, narrator });
    const next = listing.validation
      ? 'uploaded and scanned; the next step is: sagemaker-mkt register'
      : 'uploaded and scanned; to register it, add a validation to marketplace.yaml and generate';
    return { lines: linesOf(result), values: result, next };
  });
}

function linesOf({ images, model }: UploadResult): readonly string[] {
  return [...images.map(({ uri }) => uri), ...(model ? [model.s3Uri] : [])];
}

function planned(listing: ResolvedListing): Published {
  const { region } = listing.upload;
  const model = publishedModel(listing);
  const plan = [
    ...publishedImages(listing).map(
      ({ image, repository }) =>
        `would push ${image} to the repository ${repository} in ${region}, and have it scanned`,
    ),
    ...(model ? [`would pack ${model.folder} and store it as ${model.s3Uri}`] : []),
  ];
  return { lines: plan, values: { status: 'planned', plan } };
}
