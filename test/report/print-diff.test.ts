import { expect, test } from 'vitest';
import { printDiff } from '../../src/report/print-diff.ts';

const plain = (_style: unknown, text: string) => text;

test('changes that are far from each other are shown apart, with three lines around them', () => {
  const before = Array.from({ length: 20 }, (_, index) => `${index + 1}\n`);
  const after = before.with(3, 'four\n').toSpliced(15, 1);
  expect(printDiff('m.yaml', before.join(''), after.join(''), plain)).toBe(`--- a/m.yaml
+++ b/m.yaml
@@ -1,7 +1,7 @@
 1
 2
 3
-4
+four
 5
 6
 7
@@ -13,7 +13,6 @@
 13
 14
 15
-16
 17
 18
 19
`);
});

test('texts that are the same have no difference, and a missing line end is one', () => {
  expect(printDiff('m.yaml', 'a\n', 'a\n', plain)).toBe('');
  expect(printDiff('m.yaml', 'a\n', 'a', plain)).toBe(
    '--- a/m.yaml\n+++ b/m.yaml\n@@ -1,1 +1,1 @@\n-a\n+a\n\\ No newline at end of file\n',
  );
});
