import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedDiff } from '../../src/text/unified-diff.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('shows three lines around a change, and says where it is', () => {
  const before = Array.from({ length: 12 }, (_, index) => `${index + 1}\n`).join('');
  expect(printed(before, before.replace('6\n', 'six\n'))).toBe(
    '@@ -3,7 +3,7 @@\n 3\n 4\n 5\n-6\n+six\n 7\n 8\n 9\n',
  );
});

test('changes that are near each other share a hunk', () => {
  expect(printed('a\nb\nc\nd\n', 'A\nb\nc\nD\n')).toBe('@@ -1,4 +1,4 @@\n-a\n+A\n b\n c\n-d\n+D\n');
});

test('a line break that is not there, or that is Windows’, can be seen', () => {
  expect(printed('a\n', 'a')).toBe('@@ -1,1 +1,1 @@\n-a\n+a (no line break at the end)\n');
  expect(printed('a\n', 'a\r\n')).toContain('+a␍\n');
});

test('git makes the second text from the first and the difference', () => {
  const folder = temporaryFolder();
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 20 });
  const text = lines.map((parts) => `${parts.join('\n')}\n`);
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after);
      writeFileSync(join(folder, 'text'), before);
      const input = `--- text\n+++ text\n${printed(before, after)}`;
      const { stderr } = spawnSync('git', ['apply', '-p0'], { cwd: folder, input, encoding: 'utf8' });
      expect([stderr, readFileSync(join(folder, 'text'), 'utf8')]).toEqual(['', after]);
    }),
    { numRuns: 60 },
  );
});

function printed(before: string, after: string): string {
  const signs = { hunk: '', same: ' ', removed: '-', added: '+' } as const;
  return unifiedDiff(before, after)
    .map(({ kind, text }) => `${signs[kind]}${text}\n`)
    .join('');
}
