import type { Paint } from '../problem/print-problems.ts';
import { type DiffLine, unifiedDiff } from '../text/unified-diff.ts';

/** The difference between two versions of a file, valid for `git apply`; empty where they are equal. */
export function printDiff(name: string, before: string, after: string, paint: Paint): string {
  const lines = diffLines(before, after, paint);
  if (lines.length === 0) return '';
  return `${[paint('bold', `--- a/${name}`), paint('bold', `+++ b/${name}`), ...lines].join('\n')}\n`;
}

/** The hunks without the header. */
export function diffLines(before: string, after: string, paint: Paint): string[] {
  return unifiedDiff(before, after).map((line) => printLine(line, paint));
}

const signs = { hunk: '', same: ' ', removed: '-', added: '+', note: '' } as const;
const colours = { hunk: 'cyan', same: 'dim', removed: 'red', added: 'green', note: 'dim' } as const;

function printLine({ kind, text }: DiffLine, paint: Paint): string {
  return paint(colours[kind], `${signs[kind]}${text}`);
}
