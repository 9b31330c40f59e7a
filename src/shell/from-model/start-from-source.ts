import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Prepared, recordSampleFor, requirementsText } from '../../generate.ts';
import type { Answers } from '../../model/answers.ts';
import type { Json } from '../../model/file-plan.ts';
import type { FoundModel, Tensor } from '../../model/model-files/found-model.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import type { PrintedError } from '../../problem/print-error.ts';
import { putInListing } from '../put-in-listing.ts';
import { type StartedListing, startListing } from '../start-listing.ts';
import type { LoadedSource } from './loaded-source.ts';
import { readyCode } from './place-code-files.ts';
import { type ReadyModel, readyModel } from './place-model.ts';

export interface StartedFromSource extends StartedListing {
  /** The files of the model as they lie in the listing, and whether they lay there before. */
  readonly model?: { readonly paths: readonly string[]; readonly bytes: number; readonly isThere: boolean };
  /** The samples that were written. */
  readonly samples: readonly string[];
  /** The files of the project as they lie in the listing, and what was made for it. */
  readonly code?: readonly string[];
}

/**
 * Writes a first manifest for a model or a project, and puts its files and samples for it in place: all of it, or
 * nothing.
 */
export function startFromSource(
  prepared: Prepared,
  answers: Answers,
  folder: string,
  loaded: LoadedSource,
  options: { readonly cwd: string; readonly dryRun: boolean },
): Result<StartedFromSource, PrintedError> {
  const checked = startListing(prepared, answers, folder, { ...options, dryRun: true });
  if (!checked.listing || options.dryRun) return ok({ ...checked, samples: [] });
  const ready = readySource(prepared, checked.listing, folder, loaded);
  if (!ready.ok) return ready;
  const { model, code, all } = ready.value;
  const takeBack = () => {
    for (const one of all.toReversed()) one.takeBack();
  };
  try {
    for (const one of all) one.putInPlace();
    const started = startListing(prepared, answers, folder, options);
    if (!started.listing) takeBack();
    if (!started.listing) return ok({ ...started, samples: [] });
    const samples = loaded.model ? writeSamples(folder, started.listing, loaded.model) : [];
    return ok({ ...started, ...(model && { model }), code, samples });
  } catch (error) {
    takeBack();
    throw error;
  }
}

interface ReadySource {
  readonly model: StartedFromSource['model'];
  readonly code: readonly string[];
  readonly all: readonly Pick<ReadyModel, 'putInPlace' | 'takeBack'>[];
}

/** The files beside their places. Those of a fault are taken back. */
function readySource(
  prepared: Prepared,
  listing: ResolvedListing,
  folder: string,
  { copies, code, written, packages }: LoadedSource,
): Result<ReadySource, PrintedError> {
  const { artifacts } = listing;
  const place = 'path' in artifacts ? artifacts.path : undefined;
  if (place === undefined && copies.length > 0) return failure(noPlace);
  const requirements = packages.length > 0 ? requirementsText(prepared, listing) : undefined;
  const ofSeller = packages
    .map(
      (line) => `${line}
`,
    )
    .join('');
  const texts = [
    ...written,
    ...(requirements === undefined ? [] : [{ path: 'requirements.txt', text: `${requirements}${ofSeller}` }]),
  ].filter(({ path }) => !existsSync(join(folder, path)));
  const files = readyCode(code, texts, folder);
  if (!files.ok) return files;
  const paths = [...code.map(({ to }) => to), ...texts.map(({ path }) => path)];
  if (place === undefined || copies.length === 0)
    return ok({ model: undefined, code: paths, all: files.value });
  const takeBack = () => {
    for (const one of files.value) one.takeBack();
  };
  try {
    const ready = readyModel(copies, join(folder, place));
    if (!ready.ok) takeBack();
    if (!ready.ok) return ready;
    const { isThere, bytes } = ready.value;
    const model = { paths: copies.map(({ to }) => `${place}/${to}`), bytes, isThere };
    return ok({ model, code: paths, all: [...files.value, ready.value] });
  } catch (error) {
    takeBack();
    throw error;
  }
}

const noPlace: PrintedError = {
  what: 'an algorithm has no model of its own: buyers train it',
  fix: 'leave out  --type algorithm  or  --from',
};

/** Where the manifest has no fields, `generate` cannot know how long a record is. A sample that is there stays. */
function writeSamples(folder: string, listing: ResolvedListing, found: FoundModel): readonly string[] {
  const record = recordFor(found);
  if (record === undefined || listing.fields.input.length > 0) return [];
  return listing.input.flatMap((type) => {
    const sample = recordSampleFor(type, record);
    if (!sample || existsSync(join(folder, sample.path))) return [];
    return putInListing(folder, sample.path, sample.bytes).ok ? [sample.path] : [];
  });
}

/** The most numbers of a sample that somebody may look at. */
const mostNumbers = 200_000;

/** The record that was saved with the model, or one of zeros that is as long as the model takes. */
function recordFor({ columns, inputs = [], example }: FoundModel): readonly Json[] | undefined {
  if (example) return example;
  if (columns) return columns.count <= mostNumbers ? new Array<number>(columns.count).fill(0) : undefined;
  const records = inputs.map(({ type, shape }) => ({ cell: cellOf(type), sizes: sizesOf(shape) }));
  const cells = records.reduce(
    (sum, { sizes }) => sum + sizes.reduce((product, size) => product * size, 1),
    0,
  );
  if (records.length === 0 || cells > mostNumbers) return undefined;
  const [only] = records;
  if (only && records.length === 1) return filled(only.sizes, only.cell) as readonly Json[];
  // A row fills the inputs from left to right.
  if (records.some(({ sizes }) => sizes.length > 1)) return undefined;
  return records.flatMap(({ sizes, cell }) => filled(sizes, cell) as readonly Json[]);
}

/** Without the axis of the records; 1 where the model leaves a size open. */
function sizesOf([, ...sizes]: Tensor['shape']): readonly number[] {
  return sizes.length === 0 ? [1] : sizes.map((size) => (typeof size === 'number' && size > 0 ? size : 1));
}

function cellOf(type: string): Json {
  return type === 'string' ? 'text' : type === 'bool' ? false : 0;
}

function filled([size = 1, ...rest]: readonly number[], cell: Json): Json {
  return Array.from({ length: size }, () => (rest.length > 0 ? filled(rest, cell) : cell));
}
