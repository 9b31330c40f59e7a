import type { Json } from '../model/file-plan.ts';
import type { MatrixListing } from '../model/matrix-listing.ts';

/** What one runner does: a listing, or several where there are more of them than jobs. */
type MatrixJob = readonly [MatrixListing, ...MatrixListing[]];

/** Deals the listings out to at most so many jobs, neighbours together, none with two more than another. */
export function planJobs(listings: readonly MatrixListing[], most: number): readonly MatrixJob[] {
  const count = Math.min(most, listings.length);
  return Array.from({ length: count }, (_, index) => {
    const start = Math.ceil((index * listings.length) / count);
    const [first, ...others] = listings.slice(start, Math.ceil(((index + 1) * listings.length) / count));
    return first ? [[first, ...others] as const] : [];
  }).flat();
}

/**
 * The matrix of a GitHub workflow, for `fromJSON`. A job of several listings has their folders and manifests one a
 * line, so that a workflow reads every job alike.
 */
export function githubMatrix(jobs: readonly MatrixJob[]): Json {
  return { include: jobs.map(githubJob) };
}

function githubJob(job: MatrixJob): Json {
  const types = new Set(job.map(({ type }) => type));
  return {
    listing: foldersOf(job),
    manifest: job.map(({ manifest }) => manifest).join('\n'),
    name: nameOf(job),
    type: types.size === 1 ? job[0].type : null,
    images: job.flatMap(({ images }) => images),
  };
}

function nameOf([first, ...others]: MatrixJob): string {
  return others.length === 0 ? first.name : `${first.name} and ${others.length} more`;
}

/** One folder a line: what `ci/listings.sh` takes as LISTINGS. */
export function foldersOf(job: readonly MatrixListing[]): string {
  return job.map(({ folder }) => folder).join('\n');
}

/**
 * A buildspec that starts one build for each job, to be handed to `aws codebuild start-build-batch` as it is. What a
 * build does is said in the `buildspec.yml` of the repository.
 */
export function codebuildBatch(jobs: readonly MatrixJob[]): Json {
  const names = jobs.map(([first]) => identifierFrom(first.name));
  return {
    version: 0.2,
    batch: {
      'fast-fail': false,
      'build-list': jobs.map((job, index) => ({
        identifier: numbered(names, index),
        buildspec: 'buildspec.yml',
        env: { 'privileged-mode': true, variables: { LISTINGS: foldersOf(job) } },
      })),
    },
  };
}

/** Letters, digits and `_`, a letter first, which every part of CodeBuild takes. */
function identifierFrom(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '_');
  return `${/^[A-Za-z]/.test(plain) ? '' : 'listing_'}${plain}`.slice(0, 60);
}

/** Two listings of one name, in two folders, are still two builds. */
function numbered(names: readonly string[], index: number): string {
  const name = names[index] ?? '';
  const same = (other: string) => other.toLowerCase() === name.toLowerCase();
  return names.filter(same).length === 1 ? name : `${name}_${index + 1}`;
}
