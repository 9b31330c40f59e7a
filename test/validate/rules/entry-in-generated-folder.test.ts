import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const withEntry = (entry: string) =>
  algorithm({
    framework: 'framework: scikit-learn',
    training: `training: { channels: [{ name: train, contentTypes: [text/csv] }], entry: ${entry} }`,
  });

test('a script among files that are generated is refused, however its folder is spelled', () => {
  expectProblem(
    'entry-in-generated-folder',
    withEntry('Scripts/deep/train.py'),
    `
    marketplace.yaml:6:75: error: \`training.entry\` is "Scripts/deep/train.py", and \`scripts\` is not a folder for code of yours [entry-in-generated-folder]
      training: { channels: [{ name: train, contentTypes: [text/csv] }], entry: Scripts/deep/train.py }
                                                                                ^^^^^^^^^^^^^^^^^^^^^
      because: the script’s whole folder goes into the image, and .sagemaker-mkt, bin, buyer, local, marketplace, node_modules, runtime, samples, scripts, test and wheels hold other things
      fix: move the script into a folder of its own, and write \`entry: code/train.py\`
    `,
  );
});

test('a file of the generator is no script', () => {
  expectProblem(
    'entry-in-generated-folder',
    withEntry('serve'),
    `
    marketplace.yaml:6:75: error: \`training.entry\` is "serve", which is a file of the generator [entry-in-generated-folder]
      training: { channels: [{ name: train, contentTypes: [text/csv] }], entry: serve }
                                                                                ^^^^^
      fix: name the file that trains, as in  entry: train.py
    `,
  );
});

test.each([
  'train.py',
  'train',
  'code/serve',
  'bin.py',
  'code/bin/train.py',
  'scripts2/train.py',
  'src/train.py',
  'python/train.py',
])('%s is accepted', (entry) => {
  expectNoProblem('entry-in-generated-folder', withEntry(entry));
});

test('the same of an inference script', () => {
  expectProblem(
    'entry-in-generated-folder',
    modelPackage({ framework: 'framework: scikit-learn', inference: 'inference: { entry: bin/predict.py }' }),
    `
    marketplace.yaml:7:21: error: \`inference.entry\` is "bin/predict.py", and \`bin\` is not a folder for code of yours [entry-in-generated-folder]
      inference: { entry: bin/predict.py }
                          ^^^^^^^^^^^^^^
      because: the script’s whole folder goes into the image, and .sagemaker-mkt, bin, buyer, local, marketplace, node_modules, runtime, samples, scripts, test and wheels hold other things
      fix: move the script into a folder of its own, and write \`entry: code/predict.py\`
    `,
  );
});
