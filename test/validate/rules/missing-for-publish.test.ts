import { expect, test } from 'vitest';
import { completePage } from '../../support/complete-page.ts';
import {
  algorithm,
  expectNoProblem,
  expectPublishProblem,
  modelPackage,
  publishProblemsIn,
  publishProblemsOfCode,
} from '../../support/expect-problems.ts';

const missingIn = (yaml: string) =>
  [...publishProblemsOfCode('missing-for-publish', yaml).matchAll(/error: `([^`]*)` is missing/g)].map(
    ([, member]) => member,
  );

test('a member that is missing is shown where it belongs, with what belongs there', () => {
  expectPublishProblem(
    'missing-for-publish',
    modelPackage({ ...completePage, buyers: 'buyers: { notebook: https://example.com/a.ipynb }' }),
    `
    marketplace.yaml:27:1: error: \`buyers.repository\` is missing [missing-for-publish]
      buyers: { notebook: https://example.com/a.ipynb }
      ^^^^^^
      rule: AWS Marketplace asks for it before a product is published
      fix: add it: the address of the public git repository that \`buyer/\` becomes
    `,
  );
});

test('a complete manifest has nothing to say', () => {
  expect(publishProblemsIn(modelPackage(completePage))).toBe('');
});

test('one run says all that is missing', () => {
  expect(missingIn(modelPackage())).toEqual([
    'validation',
    'page.shortDescription',
    'page.longDescription',
    'page.highlights',
    'page.categories',
    'page.keywords',
    'page.logo',
    'page.links',
    'page.support',
    'page.refundPolicy',
    'page.eula',
    'page.releaseNotes',
    'buyers.repository',
    'buyers.notebook',
    'pricing',
  ]);
});

test('other errors hide nothing of it', () => {
  const found = publishProblemsIn(modelPackage({ base: 'base: windows' }));
  expect(found).toContain('[value-not-allowed]');
  expect(found).toContain('`page.logo` is missing');
});

test('the description of the product is a short description too, if it is not too long for one', () => {
  const described = (description: string) =>
    modelPackage({
      page: 'page: { sku: A1 }',
      product: `product: { type: model-package, name: churn-scorer, description: ${description} }`,
    });
  expect(missingIn(described('Scores churn'))).not.toContain('page.shortDescription');
  expect(missingIn(described('x'.repeat(1001)))).toContain('page.shortDescription');
});

test('a member that the schema refused is not missing', () => {
  expect(missingIn(modelPackage({ page: 'page: { eula: 3, logoo: a }' }))).not.toEqual(
    expect.arrayContaining(['page.eula']),
  );
  expect(missingIn(modelPackage({ page: 'page: { logoo: a }' }))).not.toContain('page.logo');
});

const inference =
  'inference: { instances: { realtime: [ml.m5.large, ml.c5.xlarge], transform: [ml.m5.large, ml.m5.xlarge] } }';
const training =
  'training: { channels: [{ name: train, contentTypes: [text/csv] }], instances: [ml.m5.xlarge, ml.m5.2xlarge] }';

test.each([
  ['{ model: hourly }', ['hourly.realtime', 'hourly.transform', 'hourly.training']],
  ['{ model: per-inference }', ['hourly.transform', 'hourly.training', 'perInference']],
  ['{ model: free }', []],
  [
    '{ model: hourly, hourly: { realtime: "1", transform: { ml.m5.large: "1" }, training: { default: "1" } } }',
    ['hourly.transform.ml.m5.xlarge'],
  ],
  [
    '{ model: hourly, hourly: { realtime: { ml.t2.medium: "1" }, transform: "1", training: "1" } }',
    ['hourly.realtime.ml.m5.large', 'hourly.realtime.ml.c5.xlarge'],
  ],
])('every instance type has a price: %s', (pricing, members) => {
  const yaml = algorithm({
    ...completePage,
    artifacts: '',
    validation: '',
    inference,
    training,
    pricing: `pricing: ${pricing}`,
  });
  expect(missingIn(yaml).filter((member) => member?.startsWith('pricing'))).toEqual(
    members.map((member) => `pricing.${member}`),
  );
});

test('before it is published nobody needs any of it', () => {
  expectNoProblem('missing-for-publish', modelPackage());
});
