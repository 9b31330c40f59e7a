import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

/** A validation with some members of its transform. */
function validation(members: string): string {
  return `validation:\n  role: arn:aws:iam::123456789012:role/v\n  transform: { input: 's3://b-1/in/', ${members}, output: 's3://b-1/out/' }`;
}

test('several records in one request are refused where nothing parts them', () => {
  expectProblem(
    'strategy-without-split',
    modelPackage({ validation: validation('contentType: text/csv, split: None, strategy: MultiRecord') }),
    `
    marketplace.yaml:9:85: error: \`validation.transform.strategy\` is MultiRecord, and the input (text/csv) is not split [strategy-without-split]
      text/csv, split: None, strategy: MultiRecord, output: 's3://b-1/out/' }
                                       ^^^^^^^^^^^
      rule: SageMaker sends several records in one request only where a split other than None separates them
      fix: write \`split: Line\`, or \`strategy: SingleRecord\`
      note: marketplace.yaml:9:69: the split is off here
    `,
  );
});

test('the split that follows the content type counts', () => {
  expectProblem(
    'strategy-without-split',
    modelPackage({ validation: validation('contentType: application/json, strategy: MultiRecord') }),
    `
    marketplace.yaml:9:80: error: \`validation.transform.strategy\` is MultiRecord, and the input (application/json) is not split by default [strategy-without-split]
      ype: application/json, strategy: MultiRecord, output: 's3://b-1/out/' }
                                       ^^^^^^^^^^^
      rule: SageMaker sends several records in one request only where a split other than None separates them
      fix: write \`strategy: SingleRecord\`, or give a \`split\` that separates your records
    `,
  );
});

test('a type that is split by lines takes several records', () => {
  expectNoProblem(
    'strategy-without-split',
    modelPackage({ validation: validation('contentType: text/csv, strategy: MultiRecord') }),
  );
});

test('one object is one record', () => {
  expectNoProblem(
    'strategy-without-split',
    modelPackage({
      validation: validation('contentType: application/json, split: None, strategy: SingleRecord'),
    }),
  );
});

test('a type that nobody knows is not split by default', () => {
  expectProblem(
    'strategy-without-split',
    modelPackage({ validation: validation('contentType: application/x-own, strategy: MultiRecord') }),
    `
    marketplace.yaml:9:81: error: \`validation.transform.strategy\` is MultiRecord, and the input (application/x-own) is not split by default [strategy-without-split]
      pe: application/x-own, strategy: MultiRecord, output: 's3://b-1/out/' }
                                       ^^^^^^^^^^^
      rule: SageMaker sends several records in one request only where a split other than None separates them
      fix: write \`strategy: SingleRecord\`, or give a \`split\` that separates your records
    `,
  );
});
