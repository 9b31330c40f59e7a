import { expect, test } from 'vitest';
import { expectNoProblem, expectProblem, ownImage, problemsOfCode } from '../../support/expect-problems.ts';
import { expectNoTeamProblem } from '../../support/expect-team-problem.ts';

const code = 'not-in-own-image';

test('a framework has no place in an image that is not generated', () => {
  expectProblem(
    code,
    ownImage({ framework: 'framework: flask' }),
    `
    marketplace.yaml:3:1: error: \`framework\` is given, and nothing is generated into an image of your own [not-in-own-image]
      framework: flask
      ^^^^^^^^^
      fix: remove it; or remove \`image\`, to have the image generated
      note: marketplace.yaml:5:1: the image is your own
    `,
  );
});

test('a model that only a generated image would have copied is one that the image has', () => {
  expectProblem(
    code,
    ownImage({ artifacts: 'artifacts: { mode: bundled, path: model }' }),
    `
    marketplace.yaml:4:1: error: \`artifacts\` is given, and nothing is generated into an image of your own [not-in-own-image]
      artifacts: { mode: bundled, path: model }
      ^^^^^^^^^
      fix: remove it, as your image has the model; or write  mode: s3  for a model beside it; or remove \`image\`, to have the image generated
      note: marketplace.yaml:5:1: the image is your own
    `,
  );
});

test.each([
  ['base', { base: 'base: debian:13' }],
  ['include', { include: 'include: [churnlib]' }],
  ['inference.entry', { inference: 'inference: { entry: code/inference.py }' }],
  ['inference.language', { inference: 'inference: { language: python }' }],
  ['inference.workers', { inference: 'inference: { workers: 2 }' }],
  ['inference.preload', { inference: 'inference: { preload: true }' }],
  ['inference.maxQueue', { inference: 'inference: { maxQueue: 9 }' }],
  ['inference.metrics', { inference: 'inference: { metrics: false }' }],
  ['inference.batching', { inference: 'inference: { batching: off }' }],
  ['server', { server: 'server: { command: [./a], port: 8000, ready: /h, invocations: /p }' }],
  ['inference.environment', { inference: 'inference: { environment: { A: "1" } }' }],
  ['training.image', training('image: combined')],
  ['training.entry', training('entry: train.py')],
])('%s neither', (path, members) => {
  expect(problemsOfCode(code, ownImage(members))).toContain(`: error: \`${path}\` is given`);
});

function training(member: string) {
  return {
    product: 'product: { type: algorithm, name: churn-scorer }',
    training: `training: { ${member}, channels: [{ name: train, contentTypes: [text/csv] }] }`,
  };
}

test('what buyers and AWS hear of it stays', () => {
  const members = {
    artifacts: 'artifacts: { mode: s3, path: model, s3Uri: s3://models/churn/model.tar.gz }',
    inference: 'inference: { maxPayloadMB: 6, timeoutSeconds: 30, instances: { realtime: [ml.m5.large] } }',
  };
  expectNoProblem(code, ownImage(members));
});

test('a team’s defaults for generated images are passed over', () => {
  expectNoTeamProblem(code, 'base: amazonlinux:2023\ninference: { workers: 2 }\n', ownImage());
});
