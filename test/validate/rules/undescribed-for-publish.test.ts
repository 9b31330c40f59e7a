import { expect, test } from 'vitest';
import { completePage } from '../../support/complete-page.ts';
import {
  algorithm,
  expectPublishProblem,
  modelPackage,
  publishProblemsOfCode,
} from '../../support/expect-problems.ts';

test('fields without a description get one warning for each list', () => {
  expectPublishProblem(
    'undescribed-for-publish',
    modelPackage({
      ...completePage,
      fields:
        'fields:\n  input: [{ name: a, type: integer }, { name: b, type: string }]\n  output: [{ name: c, type: number, description: A score }]',
    }),
    `
    marketplace.yaml:8:3: warning: 2 fields in \`fields.input\` have no \`description\`: \`a\` and \`b\` [undescribed-for-publish]
        input: [{ name: a, type: integer }, { name: b, type: string }]
        ^^^^^
      because: AWS Marketplace asks for names and descriptions of what goes in and out
      fix: add a \`description\` that says what it means, in one line
    `,
  );
});

const found = (yaml: string) => publishProblemsOfCode('undescribed-for-publish', yaml);

test('of many fields the first ones are named', () => {
  const many = Array.from({ length: 8 }, (_, index) => `{ name: f${index}, type: number }`);
  const yaml = modelPackage({ fields: `fields: { output: [${many.join(', ')}] }` });
  expect(found(yaml)).toContain('`f0`, `f1`, `f2`, `f3`, `f4` and 3 others');
  expect(found(yaml)).toContain('buyers do not learn what one record is');
});

test('records and predictions may be described in `page.usage` instead', () => {
  expect(found(modelPackage({}))).toContain('or say it in `page.usage`');
  expect(found(modelPackage({ page: 'page: { usage: One customer a line. }' }))).toBe('');
});

test('channels and hyperparameters are described too', () => {
  const training =
    'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: depth, type: integer, min: 1, max: 9 }] }';
  expect(found(algorithm({ training }))).toMatch(
    /1 channel in `training\.channels` has no `description`: `train`/,
  );
  expect(found(algorithm({ training }))).toContain('1 hyperparameter in `training.hyperparameters`');
});
