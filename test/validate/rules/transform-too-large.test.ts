import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

/** A validation with some members of its transform. */
function validation(members: string): string {
  return `validation:\n  role: arn:aws:iam::123456789012:role/v\n  transform: { input: 's3://b-1/in/', ${members}, output: 's3://b-1/out/' }`;
}

test('more than 100 MB at once are refused', () => {
  expectProblem(
    'transform-too-large',
    modelPackage({ validation: validation('contentType: text/csv, maxConcurrent: 5, maxPayloadMB: 21') }),
    `
    marketplace.yaml:9:94: error: \`validation.transform\` has 5 requests of 21 MB at once, which is 105 MB [transform-too-large]
       maxConcurrent: 5, maxPayloadMB: 21, output: 's3://b-1/out/' }
                                       ^^
      rule: SageMaker refuses a batch transform of more than 100 MB at once; without the keys it sends 1 of 6 MB
      fix: bring \`maxConcurrent\` down to 4, or make \`maxPayloadMB\` smaller
      note: marketplace.yaml:9:77: the requests at once
    `,
  );
});

test('the default of the other key counts', () => {
  expectProblem(
    'transform-too-large',
    modelPackage({ validation: validation('contentType: text/csv, maxConcurrent: 17') }),
    `
    marketplace.yaml:9:77: error: \`validation.transform\` has 17 requests of 6 MB at once, which is 102 MB [transform-too-large]
      ntType: text/csv, maxConcurrent: 17, output: 's3://b-1/out/' }
                                       ^^
      rule: SageMaker refuses a batch transform of more than 100 MB at once; without the keys it sends 1 of 6 MB
      fix: bring \`maxConcurrent\` down to 16, or make \`maxPayloadMB\` smaller
    `,
  );
});

test('100 MB are accepted', () => {
  expectNoProblem(
    'transform-too-large',
    modelPackage({ validation: validation('contentType: text/csv, maxConcurrent: 5, maxPayloadMB: 20') }),
  );
});

test('the defaults are accepted', () => {
  expectNoProblem('transform-too-large', modelPackage({ validation: validation('contentType: text/csv') }));
});

test('one request of 100 MB is accepted', () => {
  expectNoProblem(
    'transform-too-large',
    modelPackage({ validation: validation('contentType: text/csv, maxPayloadMB: 100') }),
  );
});
