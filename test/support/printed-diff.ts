import { unifiedDiff } from '../../src/text/unified-diff.ts';

/** The hunks in the format of `diff -u`. */
export function printedDiff(before: string, after: string): string {
  const signs = { hunk: '', same: ' ', removed: '-', added: '+', note: '' } as const;
  return unifiedDiff(before, after)
    .map(({ kind, text }) => `${signs[kind]}${text}\n`)
    .join('');
}
