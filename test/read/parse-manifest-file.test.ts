import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import { parseManifestFile } from '../../src/read/parse-manifest-file.ts';
import { tries } from '../support/every-case.ts';

test.each([
  ['a tab', 'product:\n\ttype: x\n', '2:1', 'yaml-tab'],
  ['a key twice', 'version: 1\nversion: 2\n', '2:1', 'yaml-duplicate-key'],
  ['bad indentation', 'product:\n    type: x\n  name: y\n', '3:3', 'yaml-indentation'],
  ['an alias without an anchor', 'version: *one\n', '1:10', 'yaml-alias'],
  ['an alias of itself', 'version: &a [*a]\n', '1:13', 'yaml-too-deep'],
  ['a second document', 'version: 1\n---\nversion: 1\n', '2:1', 'yaml-many-documents'],
  ['a tag', 'version: !custom 1\n', '1:10', 'yaml-tag'],
  ['a key that is no text', '? [a]\n: 1\n', '1:3', 'yaml-key'],
  ['an open quote', 'product: "x\n', '1:10', 'yaml-syntax'],
  ['an open bracket', 'product: [x\n', '1:10', 'yaml-syntax'],
  ['a list', '- version: 1\n', '1:1', 'manifest-not-a-map'],
  ['nothing', '', '1:1', 'manifest-empty'],
  ['line ends of old Macs', 'version: 1\rproduct:\r', '1:1', 'manifest-not-text'],
  ['only a comment', '# nothing\n', '1:1', 'manifest-empty'],
])('%s ends in a problem on its line, with a remedy', (_, yaml, position, code) => {
  const printed = printText(yaml);
  expect(printed).toMatch(new RegExp(`^m\\.yaml:${position}: error: .* \\[${code}\\]\\n`));
  expect(printed).toContain('  fix: ');
});

test('aliases that multiply into millions are stopped', () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) =>
      `l${level}: &l${level} [${Array(9)
        .fill(level === 0 ? 'x' : `*l${level - 1}`)
        .join(', ')}]`,
  );
  expect(printText(`${levels.join('\n')}\n`)).toContain('[yaml-alias-explosion]');
});

test('ten thousand brackets are no crash', () => {
  expect(printText(`a: ${'['.repeat(10_000)}`)).toMatch(/^m\.yaml:1:\d+: error: /);
});

test('bytes that are no UTF-8 text are refused, and not shown', () => {
  expect(printBytes([0x61, 0x3a, 0x20, 0xff, 0x0a])).toMatch(
    /^m\.yaml:1:4: error: there are bytes here that are not UTF-8 text/,
  );
  expect(printBytes([0x61, 0x0a, 0x00])).toMatch(/^m\.yaml:2:1: error: this is a binary file/);
  expect(printBytes([0xff, 0xfe, 0x61, 0x00])).toContain('[manifest-not-utf8]');
});

test('a byte-order mark and Windows line ends are no fault, and columns stay true', () => {
  expect(printBytes([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('version: 1\r\n')])).toBe('');
  expect(printBytes([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('a: 1\r\na: 2\r\n')])).toBe(
    'm.yaml:2:1: error: this key is twice in the same map [yaml-duplicate-key]\n  a: 2\n  ^\n  because: only one of the two values could be used\n  fix: remove one of them, or merge both into one\n',
  );
});

test('a file of data is refused by its size alone', () => {
  const { problems } = parseManifestFile('m.yaml', { kind: 'too-large', megabytes: 50 });
  expect(printProblems(problems)).toContain('this file has 50 MB, and a manifest has at most 1 MB');
});

test('whatever the bytes, there is a tree or a problem inside the file, and never an exception', () => {
  const yamlish = fc
    .array(fc.constantFrom(...'aB1 \t\n\r:-?,[]{}#&*!|>\'"%@`~.<\u0000é😀'), { maxLength: 60 })
    .map((characters) => characters.join(''));
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    yamlish.map((text) => new TextEncoder().encode(text)),
  );
  fc.assert(
    fc.property(bytes, (content) => {
      const { root, problems, source } = parseManifestFile('m.yaml', { kind: 'bytes', bytes: content });
      expect(root === undefined).toBe(problems.length > 0);
      const lines = source.text.split('\n');
      for (const { location } of problems) {
        if (location.length === 0) continue;
        expect(location.column).toBeLessThanOrEqual([...(lines[location.line - 1] ?? '')].length + 1);
      }
    }),
    { numRuns: tries(500, 3000) },
  );
});

function printText(yaml: string): string {
  return printBytes(new TextEncoder().encode(yaml));
}

function printBytes(bytes: Iterable<number>): string {
  return printProblems(
    parseManifestFile('m.yaml', { kind: 'bytes', bytes: Uint8Array.from(bytes) }).problems,
  );
}
