import { expect, test } from 'vitest';
import { printedDiff } from '../support/printed-diff.ts';

test('shows three lines around a change, and says where it is', () => {
  const before = Array.from({ length: 12 }, (_, index) => `${index + 1}\n`).join('');
  expect(printedDiff(before, before.replace('6\n', 'six\n'))).toBe(
    '@@ -3,7 +3,7 @@\n 3\n 4\n 5\n-6\n+six\n 7\n 8\n 9\n',
  );
});

test('changes that are near each other share a hunk', () => {
  expect(printedDiff('a\nb\nc\nd\n', 'A\nb\nc\nD\n')).toBe('@@ -1,4 +1,4 @@\n-a\n+A\n b\n c\n-d\n+D\n');
});

test('a line break that is not there is said', () => {
  expect(printedDiff('a\n', 'a')).toBe('@@ -1,1 +1,1 @@\n-a\n+a\n\\ No newline at end of file\n');
});
