import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

/** A validation with some members of its transform. */
function validation(members: string): string {
  return `validation:\n  role: arn:aws:iam::123456789012:role/v\n  transform: { input: 's3://b-1/in/', ${members}, output: 's3://b-1/out/' }`;
}

test('JSON split by lines is a warning', () => {
  expectProblem(
    'split-does-not-fit',
    modelPackage({ validation: validation('contentType: application/json, split: Line') }),
    `
    marketplace.yaml:9:77: warning: \`validation.transform.split\` is Line, and application/json goes with None [split-does-not-fit]
      ntType: application/json, split: Line, output: 's3://b-1/out/' }
                                       ^^^^
      because: SageMaker cuts the input there without reading it, and the server gets pieces
      fix: write \`split: None\`, or remove the key: it follows the content type
      note: marketplace.yaml:9:52: the content type is given here
    `,
  );
});

test('a whole object and the fitting split are accepted', () => {
  expectNoProblem(
    'split-does-not-fit',
    modelPackage({ validation: validation('contentType: text/csv, split: None') }),
  );
});

test('a type that nobody knows may be split as the seller says', () => {
  expectNoProblem(
    'split-does-not-fit',
    modelPackage({ validation: validation('contentType: application/x-own, split: RecordIO') }),
  );
});

test('a type counts as one of its family, in any case', () => {
  expectProblem(
    'split-does-not-fit',
    modelPackage({ validation: validation('contentType: IMAGE/png, split: RecordIO') }),
    `
    marketplace.yaml:9:70: warning: \`validation.transform.split\` is RecordIO, and IMAGE/png goes with None [split-does-not-fit]
      , contentType: IMAGE/png, split: RecordIO, output: 's3://b-1/out/' }
                                       ^^^^^^^^
      because: SageMaker cuts the input there without reading it, and the server gets pieces
      fix: write \`split: None\`, or remove the key: it follows the content type
      note: marketplace.yaml:9:52: the content type is given here
    `,
  );
});
