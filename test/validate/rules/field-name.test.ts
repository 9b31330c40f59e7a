import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a comma is refused', () => {
  expectProblem(
    'field-name',
    modelPackage({ fields: 'fields: { input: [{ name: "a,b", type: integer }] }' }),
    `
    marketplace.yaml:7:27: error: the name of this field is "a,b", which has a comma [field-name]
      fields: { input: [{ name: "a,b", type: integer }] }
                                ^^^^^
      because: many programs cannot read such a header of a CSV column
      fix: use letters, digits, blanks and _
    `,
  );
});

test('a quote is refused', () => {
  expectProblem(
    'field-name',
    modelPackage({ fields: `fields: { input: [{ name: 'a"b', type: integer }] }` }),
    `
    marketplace.yaml:7:27: error: the name of this field is "a\\"b", which has a quote [field-name]
      fields: { input: [{ name: 'a"b', type: integer }] }
                                ^^^^^
      because: many programs cannot read such a header of a CSV column
      fix: use letters, digits, blanks and _
    `,
  );
});

test('a blank at an end is refused', () => {
  expectProblem(
    'field-name',
    modelPackage({ fields: 'fields: { input: [{ name: "age ", type: integer }] }' }),
    `
    marketplace.yaml:7:27: error: the name of this field is "age ", with a blank at an end [field-name]
      fields: { input: [{ name: "age ", type: integer }] }
                                ^^^^^^
      because: nobody sees the blank in a header of CSV
      fix: write \`age\`
    `,
  );
});

test('a name that JavaScript takes for something else is refused', () => {
  expectProblem(
    'field-name',
    modelPackage({ fields: 'fields: { input: [{ name: __proto__, type: integer }] }' }),
    `
    marketplace.yaml:7:27: error: the name of this field is "__proto__" [field-name]
      fields: { input: [{ name: __proto__, type: integer }] }
                                ^^^^^^^^^
      because: JavaScript gives this member of an object a meaning of its own
      fix: use another name
    `,
  );
});

test('the name of the list of records is refused', () => {
  expectProblem(
    'field-name',
    modelPackage({ fields: 'fields: { input: [{ name: instances, type: array }] }' }),
    `
    marketplace.yaml:7:27: error: the name of this field is "instances" [field-name]
      fields: { input: [{ name: instances, type: array }] }
                                ^^^^^^^^^
      because: a JSON body keeps its records in the member \`instances\`
      fix: use another name, such as \`items\`
    `,
  );
});

test('names with blanks, brackets and other letters are accepted', () => {
  expectNoProblem(
    'field-name',
    modelPackage({
      fields:
        'fields: { input: [{ name: "sepal length (cm)", type: number }, { name: größe, type: number }], output: [{ name: instances, type: number }] }',
    }),
  );
});
