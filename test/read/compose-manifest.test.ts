import { expect, test } from 'vitest';
import { extendsRules } from '../../scripts/extends-rules.ts';
import { plainValue } from '../../src/model/plain-value.ts';
import { printProblems } from '../../src/problem/print-problems.ts';
import { composeManifest } from '../../src/read/compose-manifest.ts';
import { parseManifestFile } from '../../src/read/parse-manifest-file.ts';

test.each(extendsRules)('$rule', ({ below, listing, result }) => {
  const names = Object.keys(below);
  const inner = names.filter((name) =>
    Object.values(below).some((text) => text.includes(`extends: ${name}`)),
  );
  const outer = names.filter((name) => !inner.includes(name) || inner.length === names.length);
  const files = Object.fromEntries(Object.entries(below).map(([name, text]) => [name, asFile(text)]));
  const entry = `extends: [${outer.join(', ')}]\n${asFile(listing)}`;
  const [, code] = /^error `(.*)`$/.exec(result) ?? [];
  if (code) return expect(faults({ ...files, 'm.yaml': entry })).toContain(`[${code}]`);
  const { extends: _, ...members } = composed({ ...files, 'm.yaml': entry }) as Record<string, unknown>;
  // As text, so that the order of keys counts.
  return expect(JSON.stringify(members, null, 1)).toBe(
    JSON.stringify(composed({ 'm.yaml': asFile(result) }), null, 1).replace(/^null$/, '{}'),
  );
});

/** The members of a row, each on its own line: they are separated by commas outside brackets. */
function asFile(row: string): string {
  let depth = 0;
  const lines = [...row].map((character) => {
    depth += Number('{['.includes(character)) - Number('}]'.includes(character));
    return character === ',' && depth === 0 ? '\n' : character;
  });
  return `${lines.join('').replaceAll('\n ', '\n')}\n`;
}

test('policies are kept apart, each with its file, those of outer files first and each once', () => {
  const result = compose({
    'm.yaml': 'extends: [a.yaml, b.yaml]\n',
    'a.yaml': 'extends: c.yaml\npolicy: { bases: [a] }\n',
    'b.yaml': 'extends: c.yaml\npolicy: { bases: [b] }\n',
    'c.yaml': 'policy: { bases: [c] }\n',
  });
  const policies = result.ok ? result.value.policies : [];
  expect(policies.map(({ key, value }) => [key.source.file, plainValue(value)])).toEqual([
    ['c.yaml', { bases: ['c'] }],
    ['a.yaml', { bases: ['a'] }],
    ['b.yaml', { bases: ['b'] }],
  ]);
  expect(result.ok && result.value.root.entries.has('policy')).toBe(false);
});

test('if an extended file has another version, that is the only problem, and it is shown in that file', () => {
  expect(faults({ 'm.yaml': 'version: 1\nextends: team.yaml\n', 'team.yaml': 'version: 0\nos: x\n' })).toBe(
    'team.yaml:1:10: error: `version` is 0, and this generator reads version 1 [manifest-too-old]\n  version: 0\n           ^\n  fix: run  sagemaker-mkt upgrade team.yaml  and review the change\n',
  );
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
  return result.ok ? plainValue(result.value.root) : printProblems(result.reason);
}

function faults(files: Record<string, string>): string {
  const result = compose(files);
  return result.ok ? '' : printProblems(result.reason);
}
