import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileListing } from '../support/compile-listing.ts';
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

test.each([...transitions, ...baseTransitions()])(
  '$name: an unedited listing becomes what a new one would be, and nothing of the old one is left',
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
    'src/inference.ts',
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

test('training code that was edited stays when the product becomes a model package, and tsc names its lines', () => {
  const folder = generatedFolder(algorithm());
  edit(folder, 'src/training.ts', /$/, '// mine\n');
  writeManifest(folder, modelPackage());
  run(folder);
  expect(text(folder, 'src/training.ts')).toContain('// mine\n');
  expect(compileListing(modelPackage(), { 'src/training.ts': text(folder, 'src/training.ts') })).toMatch(
    /^src\/training\.ts\(\d+,\d+\): error TS2307: Cannot find module '\.\.\/runtime\//m,
  );
});

test('a handler that was edited stays when the framework changes, and tsc names what it no longer has', () => {
  const onnx = modelPackage({ framework: 'framework: onnxruntime' });
  const folder = generatedFolder(onnx);
  edit(folder, 'src/inference.ts', /$/, '// mine\n');
  writeManifest(folder, modelPackage());
  const { changes } = run(folder);
  expect(changes.find(({ path }) => path === 'src/inference.ts')).toMatchObject({
    kind: 'keep',
    because: 'yours, though the manifest now asks for another framework',
  });
  expect(compileListing(modelPackage(), { 'src/inference.ts': text(folder, 'src/inference.ts') })).toMatch(
    /^src\/inference\.ts\(\d+,\d+\): error TS2307: Cannot find module '\.\.\/runtime\/record-batches\.ts'/m,
  );
  run(folder, { restore: ['src/inference.ts'] });
  expect(text(folder, 'src/inference.ts')).toBe(text(generatedFolder(modelPackage()), 'src/inference.ts'));
  expect(text(folder, '.sagemaker-mkt/kept/src/inference.ts')).toContain('// mine\n');
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
