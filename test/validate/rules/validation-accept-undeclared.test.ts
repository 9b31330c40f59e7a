import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

/** A validation with some members of its transform. */
function validation(members: string): string {
  return `validation:\n  role: arn:aws:iam::123456789012:role/v\n  transform: { input: 's3://b-1/in/', ${members}, output: 's3://b-1/out/' }`;
}

test('an answer of a type that the listing does not give is refused', () => {
  expectProblem(
    'validation-accept-undeclared',
    modelPackage({ validation: validation('contentType: text/csv, accept: text/csv') }),
    `
    marketplace.yaml:9:70: error: \`validation.transform.accept\` is "text/csv", and \`contentTypes.output\` has only application/json [validation-accept-undeclared]
      , contentType: text/csv, accept: text/csv, output: 's3://b-1/out/' }
                                       ^^^^^^^^
      because: the server answers 406 to a type that is not listed, and the validation would fail
      fix: use one of them, or add the type to \`contentTypes.output\`
      note: marketplace.yaml:5:54: the types are declared here
    `,
  );
});

test('a declared type is accepted, and so is none', () => {
  expectNoProblem(
    'validation-accept-undeclared',
    modelPackage({ validation: validation('contentType: text/csv, accept: application/JSON') }),
  );
});
