import { expect, test } from 'vitest';
import { plainPaint } from '../../src/problem/print-problems.ts';
import { startProgress } from '../../src/shell/progress.ts';

test('a bar grows while many listings are at work, and is gone at the end', () => {
  const written = drawn(3, { watchesErr: true, columns: 80 });
  expect(written[0]).toBe(
    `\r\u001b[2K${'█'.repeat(10)}${'░'.repeat(20)} 1 of 3  listings/1/marketplace.yaml`,
  );
  expect(written.at(-1)).toBe('\r\u001b[2K');
});

test('a bar is never wider than the terminal', () => {
  const [first = ''] = drawn(3, { watchesErr: true, columns: 40 });
  expect(first.replace('\r\u001b[2K', '')).toHaveLength(39);
});

test.each([
  ['nobody watches', 3, false],
  ['there is one listing', 1, true],
])('nothing is drawn where %s', (_, total, watchesErr) => {
  expect(drawn(total, { watchesErr, columns: 80 })).toEqual([]);
});

function drawn(total: number, screen: { watchesErr: boolean; columns: number }): string[] {
  const written: string[] = [];
  const progress = startProgress(
    {
      out: () => undefined,
      err: (text) => written.push(text),
      paintOut: plainPaint,
      paintErr: plainPaint,
      ...screen,
    },
    total,
  );
  for (let done = 1; done <= total; done += 1) progress.step(`listings/${done}/marketplace.yaml`);
  return written;
}
