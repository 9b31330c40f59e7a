import { algorithm, modelPackage } from './expect-problems.ts';
import { preparedForTests } from './prepared.ts';

/** A manifest before and after an edit. */
export interface Transition {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

const channels = 'channels: [{ name: train, contentTypes: [text/csv] }]';
const parameter = (name: string) =>
  `hyperparameters: [{ name: ${name}, type: integer, min: 1, max: 9, default: 3 }]`;
const both = { input: 'text/csv, application/json', output: 'application/json' };
const types = (input: string, output: string) =>
  modelPackage({ contentTypes: `contentTypes: { input: [${input}], output: [${output}] }` });
const s3 = 'artifacts: { mode: s3, path: model, s3Uri: s3://models/churn/model.tar.gz }';
const released = (release: string) =>
  modelPackage({ product: `product: { type: model-package, name: churn-scorer, release: ${release} }` });

const container = 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cpu-amzn2023-sagemaker }';
const frameworks = ['typescript', 'onnxruntime', 'tensorflow-js'];

/** Every edit of a manifest that changes the structure of a listing. Each has a golden plan. */
export const transitions: readonly Transition[] = [
  ...bothWays('model-package', modelPackage(), 'algorithm', algorithm()),
  ...bothWays(
    'separate',
    algorithm({ training: `training: { ${channels} }` }),
    'combined',
    algorithm({ training: `training: { image: combined, ${channels} }` }),
  ),
  ...bothWays('bundled', modelPackage(), 's3', modelPackage({ artifacts: s3 })),
  ...bothWays('two-inputs', types(both.input, both.output), 'one-input', types('text/csv', both.output)),
  ...bothWays(
    'one-output',
    types(both.input, both.output),
    'two-outputs',
    types(both.input, 'application/json, text/csv'),
  ),
  {
    name: 'hyperparameter-renamed',
    from: algorithm({ training: `training: { ${channels}, ${parameter('rounds')} }` }),
    to: algorithm({ training: `training: { ${channels}, ${parameter('epochs')} }` }),
  },
  ...bothWays(
    'any-records',
    modelPackage({ framework: 'framework: scikit-learn' }),
    'records-with-fields',
    modelPackage({
      framework: 'framework: scikit-learn',
      fields: 'fields: { input: [{ name: age, type: integer }], output: [{ name: score, type: number }] }',
    }),
  ),
  { name: 'release-bumped', from: released('1.0.0'), to: released('1.1.0') },
  ...bothWays(
    'system',
    modelPackage({ framework: 'framework: pytorch' }),
    'deep-learning-container',
    modelPackage({ framework: 'framework: pytorch', base: container }),
  ),
  ...frameworks.flatMap((from) =>
    frameworks
      .filter((to) => to !== from)
      .map((to) => ({
        name: `${from}-to-${to}`,
        from: modelPackage({ framework: `framework: ${from}` }),
        to: modelPackage({ framework: `framework: ${to}` }),
      })),
  ),
  ...frameworks.slice(1).map((to) => ({
    name: `algorithm-typescript-to-${to}`,
    from: algorithm(),
    to: algorithm({ framework: `framework: ${to}` }),
  })),
];

/** From the usual base to each other one. */
export function baseTransitions(): readonly Transition[] {
  return preparedForTests()
    .catalogue.bases.map(({ id }) => id)
    .filter((id) => id !== 'amazonlinux:2023')
    .map((id) => ({ name: id, from: modelPackage(), to: modelPackage({ base: `base: ${id}` }) }));
}

function bothWays(one: string, from: string, other: string, to: string): Transition[] {
  return [
    { name: `${one}-to-${other}`, from, to },
    { name: `${other}-to-${one}`, from: to, to: from },
  ];
}
