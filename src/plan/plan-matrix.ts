import type { Json } from '../model/file-plan.ts';
import type { MatrixListing } from '../model/matrix-listing.ts';

/** The listings of one runner: one, or several where there are more listings than jobs. */
type MatrixJob = readonly [MatrixListing, ...MatrixListing[]];

/** Divides the listings among at most `most` jobs, in order; the sizes of the jobs differ by at most one. */
export function planJobs(listings: readonly MatrixListing[], most: number): readonly MatrixJob[] {
  const count = Math.min(most, listings.length);
  return Array.from({ length: count }, (_, index) => {
    const start = Math.ceil((index * listings.length) / count);
    const [first, ...others] = listings.slice(start, Math.ceil(((index + 1) * listings.length) / count));
    return first ? [[first, ...others] as const] : [];
  }).flat();
}

/**
 * The matrix of a GitHub workflow, for `fromJSON`. A job with several listings has one folder and one manifest per
 * line, so that a workflow reads every job in the same way.
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

/** One folder per line: `ci/listings.sh` reads it from LISTINGS. */
export function foldersOf(job: readonly MatrixListing[]): string {
  return job.map(({ folder }) => folder).join('\n');
}

/** One image per line: `ci/listings.sh` saves them. */
export function imagesOf(job: readonly MatrixListing[]): string {
  return job.flatMap(({ images }) => images).join('\n');
}

/**
 * A buildspec for `aws codebuild start-build-batch` that starts one build for each job. The repository's
 * `buildspec.yml` has the steps of a build.
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

/** Letters, digits and `_`, starting with a letter: every part of CodeBuild accepts this. */
function identifierFrom(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '_');
  return `${/^[A-Za-z]/.test(plain) ? '' : 'listing_'}${plain}`.slice(0, 60);
}

/** Adds a number where two listings in two folders have the same name. */
function numbered(names: readonly string[], index: number): string {
  const name = names[index] ?? '';
  const same = (other: string) => other.toLowerCase() === name.toLowerCase();
  return names.filter(same).length === 1 ? name : `${name}_${index + 1}`;
}
