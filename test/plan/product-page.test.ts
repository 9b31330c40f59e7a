import { expect, test } from 'vitest';
import { kinds, textsOf } from '../support/build-listing.ts';
import { completePage } from '../support/complete-page.ts';
import { modelPackage, publishProblemsIn } from '../support/expect-problems.ts';

const pageOf = (yaml: string) => textsOf(yaml).get('marketplace/product-page.md') ?? '';
const { validation } = completePage;

test('a complete manifest gives the whole page, and nothing is left to say', () => {
  expect(pageOf(modelPackage(completePage))).toBe(`# Churn scorer

Scores how likely each customer is to leave within 90 days

![logo](https://example-bucket.s3.amazonaws.com/logo.png)

## Highlights

- A million customers an hour
- No training of your own

## Overview

A model for subscription businesses.\\
Trained with 1.2 million customers of three years.

Made with TypeScript 24.

Categories: Structured

Keywords: churn, retention

## Version 0.1.0

The first release

## Instance types and prices

Paid by the hour of an instance. AWS charges for the instances besides.

The first 14 days are free.

| instance type | endpoint | batch transform |
|---|---|---|
| ml.m5.large | $0.50, recommended | $0.40, recommended |

## Usage

Real\\-time: create an endpoint on ml.m5.large, and call InvokeEndpoint with ContentType text/csv and Accept application/json.

Batch: put files of text/csv into S3, and create a transform job on ml.m5.large with SplitType Line.

A notebook shows all steps: <https://github.com/example/churn-scorer/blob/main/churn-scorer.ipynb>

\`\`\`sh
aws sagemaker-runtime invoke-endpoint --endpoint-name my-endpoint \\
  --content-type text/csv --accept application/json \\
  --body fileb://data/input/real-time/text-csv.csv answer
\`\`\`

## Input

| content type | in a batch transform |
|---|---|
| text/csv | split: Line |
| application/json | split: None |

One record has these fields:

| field | type | allowed | required | means |
|---|---|---|---|---|
| age | integer | 0 to 120 years | yes | Age of the customer |

A request of text/csv, for example:

\`\`\`
60
\`\`\`

A request of application/json, for example:

\`\`\`
{"instances":[{"age":60}]}
\`\`\`

Content types: text/csv, application/json.

A request has at most 25 MB and is answered within 60 seconds.

## Output

Content types: application/json

One prediction has these fields:

| field | type | allowed | means |
|---|---|---|---|
| score | number | 0 to 1 | How likely the customer leaves |

An answer of application/json, for example:

\`\`\`
{"predictions":[{"score":1}]}
\`\`\`

## Repository

Notebook and samples: <https://github.com/example/churn-scorer>

Notebook: <https://github.com/example/churn-scorer/blob/main/churn-scorer.ipynb>

## Links

- [Documentation](<https://example.com/churn-scorer>)

## Support

Write to support@example.com

## Refunds

All of it within 30 days

## Licence

The standard contract of AWS Marketplace.
`);
});

test('what is missing stands on top, as validate says it', () => {
  const yaml = modelPackage({ validation, pricing: 'pricing: { model: per-inference }' });
  const page = pageOf(yaml);
  expect(page).toMatch(/^\*\*Not ready for buyers\.\*\* /);
  const listed = [...page.matchAll(/^- `([^`]+)`: /gm)].map(([, member]) => member);
  const said = [...publishProblemsIn(yaml).matchAll(/error: `([^`]+)` is missing/g)].map(
    ([, member]) => member,
  );
  expect(listed.length).toBeGreaterThan(10);
  expect(listed.toSorted()).toEqual(said.toSorted());
});

test('no page has a blank to fill in', () => {
  for (const yaml of Object.values(kinds)) expect(pageOf(yaml)).not.toContain('<say');
});

test('buyers of an algorithm see what they choose, whatever stands in it', () => {
  const page = pageOf(kinds['an algorithm with everything'] ?? '');
  expect(page).toContain('| rounds | integer | 1 to 9 | 3 | yes |  |');
  expect(page).toContain("| loss | categorical | log, it's |  | yes |  |");
  expect(page).toContain('| train:auc | maximize |');
  expect(page).toContain('| train | text/csv | File, Pipe | yes | Rows |');
  expect(page).toContain('create a training job on ml.m5.xlarge with the channel train;');
});

test('a price of each answer stands beside those of hours', () => {
  const page = pageOf(kinds['an algorithm for a price of each answer'] ?? '');
  expect(page).toContain('Each answer of an endpoint costs $0.001. Everything else is paid by the hour');
  expect(page).toContain('| instance type | endpoint | batch transform | training |');
  expect(page).toContain('| ml.m5.large | yes, recommended | yes, recommended |  |');
  expect(page).toContain('| ml.m5.xlarge |  |  | $2, recommended |');
});

test('marks of Markdown in a text of the seller are text', () => {
  const page = pageOf(kinds['a model package with everything'] ?? '');
  for (const line of [
    'Scores \\*churn\\* \\| 90 days \\<b\\>',
    '- A \\[link\\](x)'.replaceAll('(x)', '\\(x\\)'),
    'First line with \\`code\\` \\& more\\\nsecond line\n\n\\# a paragraph',
    '| lang \\| x | de or en |',
    '- [Docs \\| more](<https://example.com/a_b>)',
    'This is a medical product. It may be used for diagnosis.',
  ])
    expect(page).toContain(line);
});

test('a free product has no trial, and says what it costs', () => {
  const page = pageOf(modelPackage({ validation, pricing: 'pricing: { model: free, freeTrialDays: 14 }' }));
  expect(page).toContain('\nFree. AWS charges for the instances besides.\n');
  expect(page).not.toContain('14 days');
});
