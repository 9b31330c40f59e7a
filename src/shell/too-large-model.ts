import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { listInWords } from '../problem/phrasing.ts';
import type { ListingProblem } from './listing-problems.ts';
import { namesIn } from './names-in.ts';

/** A model that does not fit where AWS or a GPU puts it. */
export function tooLargeModel(
  listing: ResolvedListing,
  folder: string,
  path: string,
): readonly ListingProblem[] {
  const { artifacts } = listing;
  if (artifacts.mode === 'training-job' || artifacts.mode === 'in-image') return [];
  const bytes = bytesBelow(join(folder, artifacts.path));
  const shown = `the model in \`${artifacts.path}/\` has ${(bytes / 1e9).toFixed(1)} GB`;
  return [
    ...(artifacts.mode === 's3' ? aboveBatchVolume(listing, bytes, shown) : []),
    ...aboveGpuMemory(listing, bytes, shown),
  ].map((problem) => ({ ...problem, path, severity: 'warning' as const }));
}

type Words = Omit<ListingProblem, 'path' | 'severity'>;

function aboveBatchVolume({ inference }: ResolvedListing, bytes: number, shown: string): readonly Words[] {
  const { gigabytes, types } = inference.batchVolume;
  if (types.length === 0 || bytes <= gigabytes * 1e9) return [];
  return [
    {
      code: 'model-above-batch-volume',
      what: `${shown}, and the disk of a batch transform has ${gigabytes} on ${listInWords(types, 'and')}`,
      because:
        'AWS validates a product by a batch transform, where SageMaker reports no more than an internal error then',
      fix: 'make it smaller, or declare only ml.g4dn types for transforms, which have a disk of their own',
    },
  ];
}

/** The generated handlers use one GPU. */
function aboveGpuMemory({ gpu }: ResolvedListing, bytes: number, shown: string): readonly Words[] {
  const machines = [...(gpu?.realtime ?? []), ...(gpu?.transform ?? [])];
  const small = machines.filter(({ memoryMiB }) => memoryMiB !== null && bytes > memoryMiB * 2 ** 20);
  const [first] = small;
  if (!first) return [];
  const types = [...new Set(small.map(({ type }) => type))];
  return [
    {
      code: 'model-above-gpu-memory',
      what: `${shown}, which is more than one GPU of ${listInWords(types, 'and')} holds`,
      because: `a GPU of ${first.type} has ${((first.memoryMiB ?? 0) / 1024).toFixed(0)} GiB, and the results of each layer need room too`,
      fix: 'leave these types out, save the model in a smaller number format, or spread it over several GPUs in your code',
    },
  ];
}

function bytesBelow(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.size;
  return namesIn(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
}
