import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a model among the generated files is refused', () => {
  expectProblem(
    'artifacts-in-generated-folder',
    modelPackage({ artifacts: 'artifacts: { mode: bundled, path: Src/model }' }),
    `
    marketplace.yaml:6:35: error: \`artifacts.path\` is "Src/model", and \`src\` is a folder that is generated [artifacts-in-generated-folder]
      artifacts: { mode: bundled, path: Src/model }
                                        ^^^^^^^^^
      because: the generator writes into .sagemaker-mkt, bin, buyer, marketplace, python, runtime, samples, scripts, src and test
      fix: move the model into a folder of its own, and write \`path: model\`
    `,
  );
});

test('a folder that only begins like one of ours is accepted', () => {
  expectNoProblem(
    'artifacts-in-generated-folder',
    modelPackage({ artifacts: 'artifacts: { mode: bundled, path: source/src }' }),
  );
});
