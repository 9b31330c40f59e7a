import { expect, test } from 'vitest';
import { compileListing } from '../support/compile-listing.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { edit, generatedFolder, run, text, writeManifest } from '../support/listing-folder.ts';

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
