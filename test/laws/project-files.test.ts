import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameworkFilesFor } from '../../src/generate.ts';
import { plainPaint } from '../../src/problem/print-problems.ts';
import { chooseParts } from '../../src/project/choose-parts.ts';
import { partsOf } from '../../src/project/found-parts.ts';
import { listingForProject } from '../../src/project/listing-for-project.ts';
import { modelsIn } from '../../src/project/project-models.ts';
import { readProject } from '../../src/project/read-project.ts';
import { kindInWords } from '../../src/report/print-found-model.ts';
import { printFoundProject } from '../../src/report/print-found-project.ts';
import { reducedProjects } from '../project/reduced-projects.ts';
import { tries } from '../support/every-case.ts';
import { preparedForTests } from '../support/prepared.ts';
import { projectInMemory } from '../support/project-in-memory.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** All that is done with a project before something is written. */
function readWhole(files: Files): string {
  const folder = projectInMemory(files);
  const project = readProject(folder);
  const models = modelsIn(folder);
  const chosen = chooseParts(project);
  if (!chosen.ok) return chosen.reason.words;
  const { frameworks } = preparedForTests().catalogue;
  const listing = listingForProject({
    folder,
    project,
    models,
    frameworks,
    parts: chosen.value,
    isInPlace: false,
    type: undefined,
    defaultsOf: (name) => frameworkFilesFor(name)?.script,
  });
  const found = partsOf(project, chosen.value, models, kindInWords);
  for (const { from } of listing.code) expect(Object.keys(files)).toContain(from);
  for (const { path, line } of listing.breaks) expect([path in files, line > 0]).toEqual([true, true]);
  return printFoundProject({ path: 'p', found, ...listing }, plainPaint);
}

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

test('whatever is done to the bytes of a project, it is read, judged and printed without a fault', () => {
  const change = fc.record({ file: fc.nat(), at: fc.nat(), byte: fc.nat(255) });
  const edits = fc.record({
    changes: fc.array(change, { maxLength: 12 }),
    cut: fc.option(fc.record({ file: fc.nat(), at: fc.nat() })),
    swap: fc.option(fc.tuple(fc.nat(), fc.nat())),
  });
  fc.assert(
    fc.property(fc.constantFrom(...reducedProjects), edits, ({ files }, { changes, cut, swap }) => {
      const paths = Object.keys(files);
      const contents = Object.values(files).map((content) => bytesOf(content).slice());
      for (const { file, at, byte } of changes) {
        const content = contents[file % contents.length];
        if (content && content.length > 0) content[at % content.length] = byte;
      }
      if (cut) {
        const place = cut.file % contents.length;
        const content = contents[place] ?? new Uint8Array();
        contents[place] = content.subarray(0, cut.at % (content.length + 1));
      }
      const [one, other] = (swap ?? [0, 0]).map((place) => place % paths.length);
      const order = paths.map((_, at) => (at === one ? other : at === other ? one : at) ?? at);
      const changed = Object.fromEntries(paths.map((path, at) => [path, contents[order[at] ?? at] ?? '']));
      expect(readWhole(changed)).not.toBe('');
    }),
    { numRuns: tries(300, 3000) },
  );
});

test('any text under any name of a project is read without a fault', () => {
  const names = fc.constantFrom(
    'inference.py',
    'app/main.py',
    'train',
    'a.ipynb',
    'Dockerfile',
    'requirements.txt',
    'pyproject.toml',
    'environment.yml',
    '.dockerignore',
    'model.json',
    'model.txt',
    'MLmodel',
    'config.json',
    '__proto__',
  );
  const words = fc.constantFrom(
    'def model_fn(d):\n',
    'import a as b\n',
    'from flask import Flask\napp = Flask(__name__)\n',
    'open(',
    '"""',
    "f'{",
    '\\\n',
    '#!/usr/bin/env python\n',
    '{"cells": [{"cell_type": "code", "source": ',
    'FROM $',
    'ENV A=',
    'RUN <<X\n',
    '[project]\ndependencies = [',
    'dependencies:\n  - pip:\n',
    'a==1;',
    '\t\f',
    'if __name__ == "__main__":\n',
    '(',
    ')',
  );
  const text = fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 30 });
  const file = fc.tuple(
    names,
    text.map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(fc.array(file, { maxLength: 6 }), (files) => {
      expect(readWhole(Object.fromEntries(files))).not.toBe('');
    }),
    { numRuns: tries(500, 5000) },
  );
});

const quarter = 1 << 18;
const long = (unit: string, before = '', after = '') =>
  `${before}${unit.repeat(Math.floor(quarter / unit.length))}${after}`;

test.each<[string, Files]>([
  ['one long line', { 'a.py': long('a') }],
  ['brackets within brackets', { 'a.py': long('f(') }],
  ['brackets with strings', { 'a.py': long('f("a",') }],
  ['a chain of calls', { 'a.py': long('.f()', 'a') }],
  ['a string that does not end', { 'a.py': long('a\n', '"""') }],
  ['quotes', { 'a.py': long('"') }],
  ['backslashes', { 'a.py': long('\\') }],
  [
    'line ends',
    { 'a.py': long('\n'), 'pyproject.toml': long('\n', '[project]\n'), Dockerfile: long('\\\n') },
  ],
  ['spaces', { 'a.py': long(' '), 'requirements.txt': long(' ', 'a'), Dockerfile: long(' ', 'FROM') }],
  [
    'conditions within each other',
    { 'a.py': Array.from({ length: 700 }, (_, at) => `${' '.repeat(at)}if a:`).join('\n') },
  ],
  ['many conditions and imports', { 'a.py': long('if a:\n import b\n') }],
  [
    'many functions that name each other',
    { 'a.py': Array.from({ length: 6000 }, (_, at) => `def f${at}(): f${at + 1}()\n`).join('') },
  ],
  ['many models of a hub', { 'inference.py': long('x.from_pretrained("a/b")\n', 'def model_fn(d): ...\n') }],
  ['a list in a notebook, within lists', { 'a.ipynb': long('[', '{"cells": ') }],
  ['a notebook of empty cells', { 'a.ipynb': long('{},', '{"cells": [', '{}]}') }],
  [
    'a notebook of shell lines',
    { 'a.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source: long('!pip install a\n') }] }) },
  ],
  ['brackets of YAML', { 'environment.yml': long('[').slice(0, 40_000) }],
  ['commas of a requirement', { 'requirements.txt': long('>=1,', 'a') }],
  ['a long dependency list', { 'pyproject.toml': long('"a",', '[project]\ndependencies = [') }],
  ['many instructions', { Dockerfile: long('COPY .env x\n') }],
])('%s takes no time', (_what, files) => {
  const begun = performance.now();
  expect(readWhole(files)).not.toBe('');
  expect(performance.now() - begun).toBeLessThan(4000);
});
