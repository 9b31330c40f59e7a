import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../support/every-case.ts';
import { printedDiff } from '../support/printed-diff.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('git makes the second text from the first and the difference', () => {
  const folder = temporaryFolder();
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 20 });
  const text = lines.map((parts) => `${parts.join('\n')}\n`);
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after);
      writeFileSync(join(folder, 'text'), before);
      const input = `--- text\n+++ text\n${printedDiff(before, after)}`;
      const { stderr } = spawnSync('git', ['apply', '-p0'], { cwd: folder, input, encoding: 'utf8' });
      expect([stderr, readFileSync(join(folder, 'text'), 'utf8')]).toEqual(['', after]);
    }),
    { numRuns: tries(20, 60) },
  );
});
