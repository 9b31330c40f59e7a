import { answerName, fileNameIn } from '../../model/answer-name.ts';
import { buyerFolders, transformedName } from '../../model/buyer-data.ts';
import type { Json } from '../../model/file-plan.ts';
import type { ResolvedContentType, ResolvedListing } from '../../model/resolved-listing.ts';
import { sampleFor } from '../sample-for.ts';

/**
 * Where buyers find the samples: in the repository, beside the notebook. So the addresses follow from that of the
 * notebook, wherever the repository is.
 */
export function sampleAddresses(listing: ResolvedListing): { readonly input: Json; readonly output: Json } {
  const { input, output, productType, validation } = listing;
  const folders = buyerFolders(productType);
  const address = (path: string) => new URL(path, listing.buyers.notebook ?? 'https://example.com/').href;
  const sample = sampleName(input[0]);
  const transformed = sampleName(
    input.find(({ type }) => type === validation?.transform.contentType) ?? input[0],
  );
  const [answer] = output;
  return {
    input: {
      RealtimeInferenceUrl: address(`${folders.input}/real-time/${sample}`),
      BatchTransformUrl: address(`${folders.input}/batch/${transformed}`),
    },
    output: {
      RealtimeInferenceUrl: address(
        `${folders.output}/real-time/${answer ? answerName(sample, answer) : ''}`,
      ),
      BatchTransformUrl: address(`${folders.output}/batch/${transformedName(transformed)}`),
    },
  };
}

function sampleName(type: ResolvedContentType | undefined): string {
  return type ? fileNameIn(sampleFor(type).path) : '';
}
