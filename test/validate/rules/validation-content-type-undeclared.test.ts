import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

/** A validation with some members of its transform. */
function validation(members: string): string {
  return `validation:\n  role: arn:aws:iam::123456789012:role/v\n  transform: { input: 's3://b-1/in/', ${members}, output: 's3://b-1/out/' }`;
}

test('test data of a type that the listing does not take is refused', () => {
  expectProblem(
    'validation-content-type-undeclared',
    modelPackage({ validation: validation('contentType: text/plain') }),
    `
    marketplace.yaml:9:52: error: \`validation.transform.contentType\` is "text/plain", and \`contentTypes.input\` has only text/csv and application/json [validation-content-type-undeclared]
        transform: { input: 's3://b-1/in/', contentType: text/plain, output: 's3://b-1/out/' }
                                                         ^^^^^^^^^^
      because: the server answers 415 to a type that is not listed, and the validation would fail
      fix: use one of them, or add the type to \`contentTypes.input\`
      note: marketplace.yaml:5:17: the types are declared here
    `,
  );
});

test('a near type is offered', () => {
  expectProblem(
    'validation-content-type-undeclared',
    modelPackage({ validation: validation('contentType: application/jsn') }),
    `
    marketplace.yaml:9:52: error: \`validation.transform.contentType\` is "application/jsn", and \`contentTypes.input\` has only text/csv and application/json [validation-content-type-undeclared]
        transform: { input: 's3://b-1/in/', contentType: application/jsn, output: 's3://b-1/out/' }
                                                         ^^^^^^^^^^^^^^^
      because: the server answers 415 to a type that is not listed, and the validation would fail
      fix: write \`application/json\`
      note: marketplace.yaml:5:17: the types are declared here
    `,
  );
});

test('a declared type in another case is accepted', () => {
  expectNoProblem(
    'validation-content-type-undeclared',
    modelPackage({ validation: validation('contentType: Text/CSV') }),
  );
});

test('a parameter has its own message', () => {
  expectNoProblem(
    'validation-content-type-undeclared',
    modelPackage({ validation: validation('contentType: "text/csv; header=absent"') }),
  );
});

test('where a part of the list is refused, the type may be that part', () => {
  expectNoProblem(
    'validation-content-type-undeclared',
    modelPackage({
      contentTypes: 'contentTypes: { input: [text/csv, 5], output: [application/json] }',
      validation: validation('contentType: text/plain'),
    }),
  );
});
