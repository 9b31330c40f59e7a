import { codebuildBatch, foldersOf, githubMatrix, imagesOf, planJobs } from '../generate.ts';
import type { MatrixListing } from '../model/matrix-listing.ts';
import { failure, ok, type Result } from '../model/result.ts';
import { closestName } from '../problem/closest-name.ts';
import { chosenManifests, placeOf } from '../shell/chosen-manifests.ts';
import type { CommandCall } from '../shell/commands/command.ts';
import { type ExitCode, exitCodes } from '../shell/exit-code.ts';
import { loadMatrix } from '../shell/load-matrix.ts';
import { loadPrepared } from '../shell/load-prepared.ts';
import { reportUsage, type UsageFault } from '../shell/report-usage.ts';

/** The limit of GitHub's job matrix, and the default limit of a CodeBuild batch. */
const mostJobs = { github: 256, codebuild: 100, lines: 256, images: 256 } as const;

type Format = keyof typeof mostJobs;

export function runMatrix(call: CommandCall): ExitCode {
  const wanted = wantedFrom(call.texts);
  if (!wanted.ok) return reportUsage(call.terminal, wanted.reason);
  const manifests = chosenManifests({ ...call, operands: call.operands.length > 0 ? call.operands : ['**'] });
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  const listings = loadMatrix(loadPrepared(), manifests.value, placeOf(call));
  if (!listings.ok) return reportUsage(call.terminal, listings.reason);
  call.terminal.out(printed(listings.value, wanted.value));
  return exitCodes.done;
}

/** GitHub's matrix is always one line. Other formats are empty where there is nothing to do, which a shell can test. */
function printed(listings: readonly MatrixListing[], { format, shards, shard }: Wanted): string {
  const all = planJobs(listings, shards);
  const jobs = shard === undefined ? all : all.slice(shard - 1, shard);
  if (format === 'github') return `${JSON.stringify(githubMatrix(jobs))}\n`;
  if (jobs.length === 0) return '';
  if (format === 'codebuild') return `${JSON.stringify(codebuildBatch(jobs))}\n`;
  if (format === 'images') return `${imagesOf(jobs.flat())}\n`;
  return `${foldersOf(jobs.flat())}\n`;
}

interface Wanted {
  readonly format: Format;
  readonly shards: number;
  readonly shard: number | undefined;
}

function wantedFrom(texts: ReadonlyMap<string, string>): Result<Wanted, UsageFault> {
  const format = texts.get('format') ?? 'github';
  if (!isFormat(format)) return failure(unknownFormat(format));
  const shards = countFrom(texts.get('shards')) ?? mostJobs[format];
  if (Number.isNaN(shards) || (format === 'github' && shards > mostJobs.github))
    return failure(noCount('shards', texts, format === 'github' ? ` of at most ${mostJobs.github}` : ''));
  const shard = countFrom(texts.get('shard'));
  if (Number.isNaN(shard) || (shard ?? 1) > shards)
    return failure(noCount('shard', texts, ` of at most ${shards}`));
  return ok({ format, shards, shard });
}

/** NaN where the text is not a positive integer. */
function countFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : Number.NaN;
}

function noCount(option: string, texts: ReadonlyMap<string, string>, limit: string): UsageFault {
  return {
    what: `\`--${option}\` is \`${texts.get(option)}\`, and it must be a whole number from 1`,
    fix: `pass a number${limit}`,
  };
}

function isFormat(format: string): format is Format {
  return Object.hasOwn(mostJobs, format);
}

function unknownFormat(format: string): UsageFault {
  const known = Object.keys(mostJobs);
  const near = closestName(format, known);
  return {
    what: `there is no format \`${format}\``,
    fix: near ? `write --format ${near}` : `use one of ${known.join(', ')}`,
  };
}
