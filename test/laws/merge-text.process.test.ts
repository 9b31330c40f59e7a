import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeText } from '../../src/merge/merge-text.ts';
import { splitLines } from '../../src/text/split-lines.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('git sees the same conflicts, and the same clean result', () => {
  const folder = temporaryFolder();
  const simple = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 7 })
    .map((lines) => lines.map((item) => `${item}\n`).join(''));
  let compared = 0;
  fc.assert(
    fc.property(simple, simple, simple, (base, current, incoming) => {
      const merged = mergeText({ previous: base, current, incoming, isSure: true });
      // If a line occurs twice, two shortest edits are equally good, and the tools can choose different ones.
      if (new Set(splitLines(base)).size < splitLines(base).length || merged.kind === 'conflict') return;
      for (const [name, content] of Object.entries({ base, current, incoming }))
        writeFileSync(join(folder, name), content);
      const git = spawnSync('git', ['merge-file', '-p', '-q', 'current', 'base', 'incoming'], {
        cwd: folder,
        encoding: 'utf8',
      });
      if (git.status !== 0) return;
      compared += 1;
      expect(merged.text).toBe(git.stdout);
    }),
    { numRuns: 400, seed: 1 },
  );
  expect(compared).toBeGreaterThan(10);
});
