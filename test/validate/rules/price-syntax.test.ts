import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  problemsOfCode,
} from '../../support/expect-problems.ts';

const hourly = (price: string) =>
  modelPackage({ pricing: `pricing: { model: hourly, hourly: { realtime: "${price}" } }` });

test('a price with a sign of a currency is refused', () => {
  expectProblem(
    'price-syntax',
    hourly('$0.50'),
    `
    marketplace.yaml:7:47: error: \`pricing.hourly.realtime\` is "$0.50" [price-syntax]
      pricing: { model: hourly, hourly: { realtime: "$0.50" } }
                                                    ^^^^^^^
      rule: a price on AWS Marketplace is at most 100,000,000 US dollars, with at most 8 decimals
      fix: write "0.50": digits and a point, in quotes
    `,
  );
});

test.each([
  ['0,40', 'write "0.40"'],
  ['.5', 'write "0.5"'],
  ['1,200.50 USD', 'write "1200.50"'],
  ['1e-3', 'write "0.50"'],
  ['-1', 'write "0.50"'],
  ['free', 'write "0.50"'],
  ['0.123456789', 'after the eighth decimal'],
  ['100000001', 'at most "100000000"'],
  ['100000000.01', 'at most "100000000"'],
])('%s is refused with its remedy', (price, says) => {
  expect(problemsOfCode('price-syntax', hourly(price))).toContain(says);
});

test.each(['0', '0.50', '0.12345678', '100000000', '12'])('%s is a price', (price) => {
  expectNoProblem('price-syntax', hourly(price));
});

test('prices by type and by inference are looked at as well', () => {
  const pricing =
    'pricing: { model: per-inference, perInference: "1 ct", hourly: { transform: { default: "a", ml.m5.large: "b" } } }';
  const found = problemsOfCode('price-syntax', modelPackage({ pricing }));
  expect(found.match(/`pricing\.[^`]*`/g)).toEqual([
    '`pricing.perInference`',
    '`pricing.hourly.transform.default`',
    '`pricing.hourly.transform.ml.m5.large`',
  ]);
});
