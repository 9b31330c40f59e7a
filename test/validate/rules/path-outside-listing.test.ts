import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a model outside the listing is refused', () => {
  expectProblem(
    'path-outside-listing',
    modelPackage({ artifacts: 'artifacts: { mode: bundled, path: ../models/churn }' }),
    `
    marketplace.yaml:6:35: error: \`artifacts.path\` is "../models/churn", which leads out of the listing’s folder [path-outside-listing]
      artifacts: { mode: bundled, path: ../models/churn }
                                        ^^^^^^^^^^^^^^^
      because: an image is built from that folder alone, on your machine as on any other
      fix: move the file or folder beside the manifest, and write its path from there
    `,
  );
});

test('absolute paths, of whatever system, are refused', () => {
  expectProblem(
    'path-outside-listing',
    modelPackage({ regenerate: 'regenerate: { keep: [/etc/hosts, "C:\\\\x", ~/x, a/../b] }' }),
    `
    marketplace.yaml:7:22: error: \`regenerate.keep[0]\` is "/etc/hosts", which leads out of the listing’s folder [path-outside-listing]
      regenerate: { keep: [/etc/hosts, "C:\\\\x", ~/x, a/../b] }
                           ^^^^^^^^^^
      because: an image is built from that folder alone, on your machine as on any other
      fix: move the file or folder beside the manifest, and write its path from there
    marketplace.yaml:7:34: error: \`regenerate.keep[1]\` is "C:\\\\x", which leads out of the listing’s folder [path-outside-listing]
      regenerate: { keep: [/etc/hosts, "C:\\\\x", ~/x, a/../b] }
                                       ^^^^^^^
      because: an image is built from that folder alone, on your machine as on any other
      fix: move the file or folder beside the manifest, and write its path from there
    marketplace.yaml:7:43: error: \`regenerate.keep[2]\` is "~/x", which leads out of the listing’s folder [path-outside-listing]
      regenerate: { keep: [/etc/hosts, "C:\\\\x", ~/x, a/../b] }
                                                ^^^
      because: an image is built from that folder alone, on your machine as on any other
      fix: move the file or folder beside the manifest, and write its path from there
    marketplace.yaml:7:48: error: \`regenerate.keep[3]\` is "a/../b", which leads out of the listing’s folder [path-outside-listing]
      regenerate: { keep: [/etc/hosts, "C:\\\\x", ~/x, a/../b] }
                                                     ^^^^^^
      because: an image is built from that folder alone, on your machine as on any other
      fix: move the file or folder beside the manifest, and write its path from there
    `,
  );
});

test('paths inside the listing are accepted, dots and all', () => {
  expectNoProblem(
    'path-outside-listing',
    algorithm({
      training: 'training: { channels: [{ name: train, contentTypes: [text/csv] }], entry: code/..train.py }',
      regenerate: 'regenerate: { keep: [Dockerfile, .dockerignore, a..b/c~] }',
    }),
  );
});

test('a training script outside the listing is refused', () => {
  expectProblem(
    'path-outside-listing',
    algorithm({
      training: 'training: { channels: [{ name: train, contentTypes: [text/csv] }], entry: ../train.py }',
    }),
    `
    marketplace.yaml:6:75: error: \`training.entry\` is "../train.py", which leads out of the listing’s folder [path-outside-listing]
      training: { channels: [{ name: train, contentTypes: [text/csv] }], entry: ../train.py }
                                                                                ^^^^^^^^^^^
      because: an image is built from that folder alone, on your machine as on any other
      fix: move the file or folder beside the manifest, and write its path from there
    `,
  );
});
