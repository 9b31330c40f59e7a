import { type Change, isWrite } from '../model/change-set.ts';
import type { ListingStatus } from '../model/listing-report.ts';
import { keptMemberInWords } from '../problem/kept-member-words.ts';
import { countInWords } from '../problem/phrasing.ts';
import type { Paint } from '../problem/print-problems.ts';
import { textOf } from '../text/text-of.ts';
import { diffLines } from './print-diff.ts';

export interface PrintedRun {
  /** The manifest, relative to the folder where the command runs. */
  readonly manifest: string;
  readonly status: ListingStatus;
  /** Empty when the listing was not rendered because of an error. */
  readonly changes: readonly Change[];
}

/** The result of a run for one listing: a line for each file that it wrote, or that needs the seller. */
export function printChanges(run: PrintedRun, paint: Paint): string {
  if (run.status === 'refused') return `${printAdoptions(run.changes, paint)}${sumLine(run, paint)}`;
  const shown = run.changes.filter((change) => isWrite(change) || ('isTold' in change && change.isTold));
  const lines = shown.map((change) => `${changeLine(change, paint)}\n`);
  return `${lines.join('')}${sumLine(run, paint)}`;
}

/** What would become of the files that no run made; the many new ones are one line. */
function printAdoptions(changes: readonly Change[], paint: Paint): string {
  const adopted = changes.filter((change) => change.isAdopted);
  if (adopted.length === 0) return '';
  const created = changes.filter(({ kind }) => kind === 'create').length;
  const lines = adopted.map((change) => `${changeLine(change, paint)}\n${keptLines(change, paint)}`);
  const added =
    created === 0 ? '' : `  ${paint('green', 'create  ')}  ${countInWords(created, 'other file')}\n`;
  return `${lines.join('')}${added}`;
}

function keptLines({ kept = [] }: Change, paint: Paint): string {
  return kept.map((member) => `            ${paint('dim', keptMemberInWords(member))}\n`).join('');
}

/** Every file of a listing, those that stay as they are too. */
export function printEachFile(run: PrintedRun, paint: Paint): string {
  return `${run.changes.map((change) => `${changeLine(change, paint)}\n`).join('')}${sumLine(run, paint)}`;
}

/** What a run would do: every file that differs from the generated one, why, and the lines that would change. */
export function printPlan(run: PrintedRun, paint: Paint): string {
  const shown = run.changes.filter(({ kind }) => kind !== 'same');
  const lines = shown.map(
    (change) => `${changeLine(change, paint)}\n${keptLines(change, paint)}${changeDiff(change, paint)}`,
  );
  return `${lines.join('')}${sumLine(run, paint)}`;
}

/** How many files of a listing changed, or would. */
export function sumLine({ manifest, status, changes }: PrintedRun, paint: Paint): string {
  const name = paint('bold', manifest);
  if (status === 'refused') return `${name}: nothing was written\n`;
  const count = changes.filter(isWrite).length;
  const conflicts = changes.filter(({ kind }) => kind === 'conflict').length;
  const left = conflicts > 0 ? `, ${countInWords(conflicts, 'conflict')} left` : '';
  if (count === 0) return `${name}: nothing to do${left}\n`;
  const verb = status === 'planned' ? 'would change' : 'changed';
  return `${name}: ${verb} ${count} of ${changes.length} files${left}\n`;
}

const colours = {
  create: 'green',
  update: 'yellow',
  merge: 'cyan',
  delete: 'red',
  keep: 'dim',
  same: 'dim',
  conflict: 'red',
} as const;

function changeLine({ kind, path, because }: Change, paint: Paint): string {
  const reason = kind === 'create' ? '' : paint('dim', `  ${because}`);
  return `  ${paint(colours[kind], kind.padEnd('conflict'.length))}  ${path}${reason}`;
}

/** New and deleted files are shown without lines: a new file is all new, and a deleted one is in git. */
function changeDiff(change: Change, paint: Paint): string {
  if (!('file' in change) || !change.file || !change.before) return '';
  const [before, after] = [textOf(change.before.content), textOf(change.file.content)];
  if (before === undefined || after === undefined) return `      ${paint('dim', 'not text')}\n`;
  return diffLines(before, after, paint)
    .map((line) => `      ${line.replaceAll('\r', '␍')}\n`)
    .join('');
}
