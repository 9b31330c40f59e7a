import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { algorithm, modelPackage, ownImage } from '../support/expect-problems.ts';
import { run, writeManifest } from '../support/listing-folder.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function folderWith(yaml: string): string {
  const folder = temporaryFolder();
  writeManifest(folder, yaml);
  return folder;
}

test.each([
  [
    ['rehearse', '--no-engine'],
    ownImage(),
    'my-image:1 is an image of your own, and `--no-engine` runs none\n  fix: leave `--no-engine` out\n',
  ],
  [
    ['rehearse', '--no-engine', '--training-image', 'x'],
    ownImage(),
    '`--training-image` names an image, and `--no-engine` runs none\n  fix: leave one of them out\n',
  ],
  [
    ['rehearse', '--training-image', 'x'],
    ownImage(),
    'this is a model package, and `--training-image` is for an algorithm\n  fix: leave `--training-image` out\n',
  ],
  [
    ['upload', '--dry-run', '--training-image', 'x'],
    modelPackage(),
    'this is a model package, and `--training-image` is for an algorithm\n  fix: leave `--training-image` out\n',
  ],
  [
    ['upload', '--dry-run', '--image', ''],
    modelPackage(),
    '`--image` names no image\n  fix: write a name, such as  my-image:1\n',
  ],
  [
    ['upload', '--dry-run', '--image', 'x', 'marketplace.yaml', 'other.yaml'],
    modelPackage(),
    '`--image` is the image of one listing, and here are 2\n  fix: name the manifest that describes this image\n',
  ],
])('%j is a wrong call', async (words, yaml, complaint) => {
  const folder = folderWith(yaml);
  writeFileSync(join(folder, 'other.yaml'), yaml);
  const { code, out, err } = await runCommand(words, folder);
  expect([code, out, err]).toEqual([2, '', `error: ${complaint}`]);
});

test('the plan of an upload has the images that the call names', async () => {
  const folder = folderWith(algorithm());
  const words = ['--image', 'serves:7', '--training-image', 'trains:7'];
  expect((await runCommand(['upload', '--dry-run', ...words], folder)).out).toBe(
    'would push serves:7 to the repository churn-scorer in us-east-2, and have it scanned\n' +
      'would push trains:7 to the repository churn-scorer-training in us-east-2, and have it scanned\n',
  );
});

test('a listing of an own image leaves the files of its seller alone', () => {
  const folder = folderWith(ownImage());
  mkdirSync(join(folder, 'src'));
  for (const path of ['README.md', '.gitignore', 'Dockerfile', 'src/inference.ts'])
    writeFileSync(join(folder, path), 'mine\n');
  const { status, changes } = run(folder);
  expect(status).toBe('written');
  const told = changes.filter(({ kind }) => kind !== 'same' && kind !== 'create');
  expect(told.map(({ kind, path }) => [kind, path])).toEqual([['keep', '.gitignore']]);
});
