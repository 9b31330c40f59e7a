import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { oneIn } from '../support/every-case.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import {
  copyOf,
  edit,
  generatedFolder,
  run,
  snapshot,
  text,
  visible,
  writeManifest,
} from '../support/listing-folder.ts';
import { baseTransitions, transitions } from '../support/transitions.ts';

test.each([...transitions, ...oneIn(5, baseTransitions())])(
  '$name: an unedited listing becomes the same as a new one, and no old file is left',
  ({ from, to }) => {
    const folder = generatedFolder(from);
    writeManifest(folder, to);
    expect(run(folder).problems.filter(({ severity }) => severity !== 'warning')).toEqual([]);
    const fresh = generatedFolder(to);
    expect(snapshot(folder)).toEqual(snapshot(fresh));
  },
);

test.each(transitions)('$name and back: edits everywhere survive both ways', ({ from, to }) => {
  const folder = generatedFolder(from);
  const editable = [
    'Dockerfile',
    'README.md',
    'bin/serve',
    'scripts/build.sh',
    'scripts/upload.sh',
    existsSync(join(folder, 'src/inference.ts')) ? 'src/inference.ts' : 'python/model.py',
  ];
  for (const path of editable) edit(folder, path, /\n/, '\n# mine, above\n');
  for (const path of editable) edit(folder, path, /\n?$/, '\n# mine, below\n');
  for (const manifest of [to, from, to]) {
    writeManifest(folder, manifest);
    run(folder);
    for (const path of editable) {
      expect(text(folder, path), path).toContain('# mine, above\n');
      expect(text(folder, path), path).toContain('# mine, below\n');
    }
  }
});

test('a folder that only held generated files goes with them, and one with a file of the seller’s stays', () => {
  const folder = generatedFolder(algorithm());
  const other = copyOf(folder, modelPackage());
  writeFileSync(join(other, 'runtime/training/notes.txt'), 'mine');
  writeManifest(folder, modelPackage());
  run(folder);
  run(other);
  expect(existsSync(join(folder, 'runtime/training'))).toBe(false);
  expect(Object.keys(visible(snapshot(other))).filter((path) => path.includes('training'))).toEqual([
    'runtime/training/notes.txt',
  ]);
});
