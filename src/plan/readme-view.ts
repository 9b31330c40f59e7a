import type { View } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { resourceName } from '../model/resource-name.ts';
import { frameworkFilesOf } from './framework-files.ts';
import { sampleFor } from './sample-for.ts';

/** The listing's own guide, in the seller's own names. */
export function readmeView(listing: ResolvedListing): View {
  const { training, artifacts, upload, input, output } = listing;
  return {
    title: listing.title,
    description: listing.description,
    isAlgorithm: training !== null,
    entry: training?.entry ?? null,
    packages: listing.framework.version.packages.map(({ name, version }) => `${name} ${version}`),
    python: listing.framework.framework.family === 'python' ? listing.framework.python : null,
    modelWords: frameworkFilesOf(listing).modelWords,
    baseName: listing.base.base.name,
    scanState: listing.base.base.scanState,
    input: input.map((type) => ({ type: type.type, sample: sampleFor(type).path })),
    output: output.map(({ type }) => type),
    contentTypeHeader: `Content-Type: ${input[0]?.type ?? ''}`,
    firstSample: input[0] ? sampleFor(input[0]).path : '',
    bundledModel: artifacts.mode === 'bundled' ? artifacts.path : null,
    s3Model: artifacts.mode === 's3' ? artifacts.path : null,
    images: [
      ...new Set([listing.images.inference, ...(listing.images.training ? [listing.images.training] : [])]),
    ],
    region: upload.region,
    resourceName: resourceName(listing.name, listing.release),
    hasValidation: listing.validation !== null,
  };
}
