import { expect, test } from 'vitest';
import {
  algorithm,
  expectNoProblem,
  expectProblem,
  modelPackage,
  problemsOfCode,
} from '../../support/expect-problems.ts';
import { expectNoTeamProblem } from '../../support/expect-team-problem.ts';

const unusedIn = (pricing: string, listing = modelPackage) =>
  problemsOfCode('price-unused', listing({ pricing: `pricing: ${pricing}` })).match(/nobody pays `[^`]*`/g) ??
  [];

test('a price of a type that buyers cannot choose gets a warning, and the type that was meant', () => {
  expectProblem(
    'price-unused',
    modelPackage({
      pricing: 'pricing: { model: hourly, hourly: { transform: { default: "1", ml.m5.lareg: "2" } } }',
    }),
    `
    marketplace.yaml:7:64: warning: nobody pays \`pricing.hourly.transform.ml.m5.lareg\` [price-unused]
      pricing: { model: hourly, hourly: { transform: { default: "1", ml.m5.lareg: "2" } } }
                                                                     ^^^^^^^^^^^
      because: the product does not offer ml.m5.lareg there
      fix: write ml.m5.large, or add ml.m5.lareg to \`inference.instances.transform\`
    `,
  );
});

test.each([
  ['{ model: hourly, perInference: "1" }', ['perInference']],
  ['{ model: per-inference, perInference: "1", hourly: { realtime: "1" } }', ['hourly.realtime']],
  ['{ model: free, hourly: { transform: "1" }, freeTrialDays: 14 }', ['hourly', 'freeTrialDays']],
  ['{ model: hourly, hourly: { training: "1" } }', ['hourly.training']],
])('%s has prices that nobody pays', (pricing, members) => {
  expect(unusedIn(pricing)).toEqual(members.map((member) => `nobody pays \`pricing.${member}\``));
});

test('training has a price in an algorithm, for its own types', () => {
  expect(unusedIn('{ model: hourly, hourly: { training: { ml.m5.xlarge: "1" } } }', algorithm)).toEqual([]);
  expect(unusedIn('{ model: hourly, hourly: { training: { ml.m5.large: "1" } } }', algorithm)).toHaveLength(
    1,
  );
});

test('a price of a default type is no mistake', () => {
  expectNoProblem(
    'price-unused',
    modelPackage({ pricing: 'pricing: { model: hourly, hourly: { realtime: { ml.m5.large: "1" } } }' }),
  );
});

test('a team may have a table of more prices than a listing needs', () => {
  expectNoTeamProblem(
    'price-unused',
    'pricing: { model: hourly, hourly: { realtime: { ml.p4d.24xlarge: "9" }, training: "1" } }\n',
    modelPackage(),
  );
});
