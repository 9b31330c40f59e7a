import { type Prepared, passwordKeeper } from '../../generate.ts';
import { isOwnImage, type NamedImages } from '../../model/own-image.ts';
import { uploadPlan } from '../../model/publication.ts';
import { commandFor } from '../../problem/phrasing.ts';
import { listingWith } from '../chosen-images.ts';
import type { ExitCode } from '../exit-code.ts';
import { isNeverGenerated } from '../never-generated.ts';
import { reporterFor } from '../reporter.ts';
import { type ListingsCall, runEachListing } from '../run-each-listing.ts';
import { planned } from './dry-run.ts';
import { type UploadResult, uploadListing } from './upload-listing.ts';

export interface UploadCall extends ListingsCall {
  readonly dryRun: boolean;
  readonly movesTag: boolean;
  /** In place of those that the manifest names. */
  readonly images: NamedImages;
}

/** What `scripts/upload.sh` does, for any number of listings. */
export function runUpload(prepared: Prepared, call: UploadCall): Promise<ExitCode> {
  const reporter = reporterFor(call.terminal);
  const keeper = passwordKeeper(prepared);
  return runEachListing(prepared, call, async (rendered) => {
    const { folder, manifest } = rendered;
    const listing = listingWith(rendered.listing, call.images, prepared);
    if (call.dryRun) return planned(uploadPlan(listing));
    const howToBuild =
      !isOwnImage(listing) && isNeverGenerated(rendered)
        ? `run  ${commandFor('generate', manifest)} , and build it with scripts/build.sh`
        : undefined;
    const { movesTag } = call;
    const result = await uploadListing(listing, { folder, movesTag, keeper, reporter, howToBuild });
    const next = listing.validation
      ? `uploaded and scanned; the next step is: ${commandFor('register', manifest)}`
      : 'uploaded and scanned; to register it, add a validation to marketplace.yaml and generate';
    return { text: textOf(result), values: result, next };
  });
}

/** The addresses that a request to SageMaker names. */
function textOf({ images, model }: UploadResult): string {
  return [...images.map(({ uri }) => uri), ...(model ? [model.s3Uri] : [])]
    .map((line) => `${line}\n`)
    .join('');
}
