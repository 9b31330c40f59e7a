import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonRuns } from '../../src/text/diff-lines.ts';
import { tries } from '../support/every-case.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'constructor', '__proto__', ''), { maxLength: 14 });

test('common lines are in order, equal, and as many as possible', () => {
  fc.assert(
    fc.property(lines, lines, (left, right) => {
      let [lastLeft, lastRight, total] = [0, 0, 0];
      for (const run of commonRuns(left, right)) {
        expect(run.left).toBeGreaterThanOrEqual(lastLeft);
        expect(run.right).toBeGreaterThanOrEqual(lastRight);
        expect(left.slice(run.left, run.left + run.length)).toEqual(
          right.slice(run.right, run.right + run.length),
        );
        [lastLeft, lastRight] = [run.left + run.length, run.right + run.length];
        total += run.length;
      }
      expect(total).toBe(longestCommon(left, right));
    }),
    { numRuns: tries(500, 3000) },
  );
});

test('two long texts without a common line end soon, and say so', () => {
  const numbered = (name: string) => Array.from({ length: 20_000 }, (_, index) => `${name}${index}`);
  expect(commonRuns([...numbered('a'), 'end'], [...numbered('b'), 'end'])).toEqual([
    { left: 20_000, right: 20_000, length: 1 },
  ]);
});

/** The length of the longest common subsequence, with the standard table algorithm. */
function longestCommon(left: readonly string[], right: readonly string[]): number {
  let row = new Array<number>(right.length + 1).fill(0);
  for (const a of left) {
    const next = [0];
    for (const [index, b] of right.entries())
      next.push(a === b ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    row = next;
  }
  return row.at(-1) ?? 0;
}
