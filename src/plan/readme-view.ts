import type { View } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { baseImages } from './base-images.ts';
import { npmPackages, usesNpm, usesPython } from './framework-family.ts';
import { frameworkFilesOf } from './framework-files.ts';
import { cudaInWords } from './gpu-words.ts';
import { hasPythonFolder, hasTypeScript } from './image-copies.ts';
import { publishView } from './publish-view.ts';
import { sampleFor } from './sample-for.ts';
import { streamView } from './stream-view.ts';

/** The values of the listing's guide, with the seller's names. */
export function readmeView(listing: ResolvedListing): View {
  const { framework, base } = listing;
  return {
    ...listingView(listing),
    packages: npmPackages(listing).map(({ name, version }) => [name, version].filter(Boolean).join(' ')),
    isPython: usesPython(listing),
    converses: listing.inference.bidirectional !== null,
    usesNpm: usesNpm(listing),
    server: serverView(listing),
    hasPython: hasPythonFolder(listing),
    hasTypeScript: hasTypeScript(listing, 'both'),
    hasCode: hasPythonFolder(listing) || hasTypeScript(listing, 'both'),
    inferenceEntry: listing.inference.entry,
    wrapsPython: usesPython(listing) && listing.inference.language === 'typescript',
    python: framework.python,
    hasLock: framework.pythonImage !== null,
    frameworkWords: `${framework.framework.title} ${framework.version.version}`,
    broughtPackages: broughtPackages(listing),
    containers: base.made.from === 'container' ? baseImages(listing) : [],
    modelWords: frameworkFilesOf(listing).modelWords,
    cuda: listing.gpu && cudaInWords(listing.gpu),
  };
}

function serverView({ server, include }: ResolvedListing): View | null {
  if (!server) return null;
  const { command, invocations, ready } = server;
  return { command: command.join(' '), invocations: invocations.path, ready, files: include };
}

/** The values that the guides of all listings have. */
export function listingView(listing: ResolvedListing): View {
  const { training, artifacts, input, output } = listing;
  return {
    title: listing.title,
    description: listing.description,
    isAlgorithm: training !== null,
    entry: training?.entry ?? null,
    baseName: listing.base.name,
    scanState: listing.base.scanState,
    input: input.map((type) => ({ type: type.type, sample: sampleFor(type).path })),
    output: output.map(({ type }) => type),
    contentTypeHeader: `Content-Type: ${input[0]?.type ?? ''}`,
    firstSample: input[0] ? sampleFor(input[0]).path : '',
    bundledModel: artifacts.mode === 'bundled' ? artifacts.path : null,
    stream: streamView(listing),
    s3Model: artifacts.mode === 's3' ? artifacts.path : null,
    ...publishView(listing),
  };
}

/** The packages that the container has, but a seller's machine does not, where they try the listing. */
export function broughtPackages({
  framework: { framework, version },
  base,
}: ResolvedListing): readonly string[] {
  if (base.made.from === 'system' || version.packages.length > 0) return [];
  const names = framework.versions[0]?.packages.map(({ name }) => name) ?? [];
  // The framework's own packages come before NumPy in the list; pip installs the later ones as dependencies.
  return names.slice(0, names.indexOf('numpy') + 1);
}
