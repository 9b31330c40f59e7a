import { expect, test } from 'vitest';
import { plainValue } from '../../src/model/plain-value.ts';
import { printProblems } from '../../src/problem/print-problems.ts';
import { composeManifest } from '../../src/read/compose-manifest.ts';
import { parseManifestFile } from '../../src/read/parse-manifest-file.ts';

test('the manifest wins over what it extends: maps are merged key by key, lists are replaced', () => {
  expect(
    composed({
      'm.yaml': 'extends: team.yaml\nupload: { tags: { cost: "2" } }\nlist: [c]\n',
      'team.yaml': 'upload: { region: us-east-2, tags: { team: risk, cost: "1" } }\nlist: [a, b]\n',
    }),
  ).toEqual({
    extends: 'team.yaml',
    upload: { region: 'us-east-2', tags: { team: 'risk', cost: '2' } },
    list: ['c'],
  });
});

test('of several files the later wins, and a chain is followed', () => {
  expect(
    composed({
      'm.yaml': 'extends: [a.yaml, b.yaml]\n',
      'a.yaml': 'extends: c.yaml\nx: a\ny: a\n',
      'b.yaml': 'x: b\n',
      'c.yaml': 'y: c\nz: c\n',
    }),
  ).toEqual({ extends: ['a.yaml', 'b.yaml'], x: 'b', y: 'a', z: 'c' });
});

test('a file that is not there is the fault of the line that names it', () => {
  expect(faults({ 'm.yaml': 'version: 1\nextends: tema.yaml\n' })).toBe(
    'm.yaml:2:10: error: `extends` names tema.yaml, and there is no such file [extends-not-found]\n  extends: tema.yaml\n           ^^^^^^^^^\n  fix: correct the path: it starts at the folder of this file\n',
  );
});

test('a fault in an extended file is shown in that file, and once when two ways lead to it', () => {
  const files = {
    'm.yaml': 'extends: [a.yaml, b.yaml]\n',
    'a.yaml': 'extends: c.yaml\n',
    'b.yaml': 'extends: c.yaml\n',
    'c.yaml': 'x: 1\nx: 2\n',
  };
  expect(faults(files).match(/c\.yaml:2:1: error/g)).toHaveLength(1);
});

test.each([
  ['itself', { 'm.yaml': 'extends: m.yaml\n' }, 'm.yaml → m.yaml'],
  [
    'each other',
    { 'm.yaml': 'extends: a.yaml\n', 'a.yaml': 'extends: m.yaml\n' },
    'm.yaml → a.yaml → m.yaml',
  ],
  [
    'in a longer circle',
    { 'm.yaml': 'extends: a.yaml\n', 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'extends: a.yaml\n' },
    'a.yaml → b.yaml → a.yaml',
  ],
])('files that extend %s are refused, and the circle is named', (_, files, circle) => {
  expect(faults(files)).toContain(`these files extend each other in a circle: ${circle} [extends-cycle]`);
});

function compose(files: Record<string, string>) {
  const names = new Set([
    ...Object.keys(files),
    ...Object.values(files).flatMap((text) => text.match(/[a-z]+\.yaml/g) ?? []),
  ]);
  const linked = [...names].map((name) => {
    const text = files[name];
    const loaded =
      text === undefined
        ? ({ kind: 'absent' } as const)
        : ({ kind: 'bytes', bytes: new TextEncoder().encode(text) } as const);
    const parsed = parseManifestFile(name, loaded);
    return [name, { parsed, parents: parsed.extends.map(({ reference }) => reference) }] as const;
  });
  return composeManifest('m.yaml', new Map(linked));
}

function composed(files: Record<string, string>): unknown {
  const result = compose(files);
  return result.ok ? plainValue(result.value.root) : printProblems(result.problems);
}

function faults(files: Record<string, string>): string {
  return printProblems(compose(files).problems);
}
