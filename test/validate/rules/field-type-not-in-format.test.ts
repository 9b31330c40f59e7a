import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a picture in a column is refused', () => {
  expectProblem(
    'field-type-not-in-format',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: image }] }' }),
    `
    marketplace.yaml:7:36: error: \`a\` is of type image, and text/csv holds only number, integer, boolean, string, date, array and object [field-type-not-in-format]
      fields: { input: [{ name: a, type: image }] }
                                         ^^^^^
      fix: remove text/csv from \`contentTypes.input\`, or change the type of the field
      note: marketplace.yaml:5:25: the type is declared here
    `,
  );
});

test('a text in an array of numbers is refused', () => {
  expectProblem(
    'field-type-not-in-format',
    modelPackage({
      contentTypes: 'contentTypes: { input: [application/x-npy], output: [application/json] }',
      fields: 'fields: { input: [{ name: a, type: string }] }',
    }),
    `
    marketplace.yaml:7:36: error: \`a\` is of type string, and application/x-npy holds only number, integer, boolean and array [field-type-not-in-format]
      fields: { input: [{ name: a, type: string }] }
                                         ^^^^^^
      fix: remove application/x-npy from \`contentTypes.input\`, or change the type of the field
      note: marketplace.yaml:5:25: the type is declared here
    `,
  );
});

test('two fields in one text are refused', () => {
  expectProblem(
    'field-type-not-in-format',
    modelPackage({
      contentTypes: 'contentTypes: { input: [text/plain], output: [application/json] }',
      fields: 'fields: { input: [{ name: a, type: string }, { name: b, type: string }] }',
    }),
    `
    marketplace.yaml:7:46: error: \`b\` has no place in text/plain, which holds one value [field-type-not-in-format]
      fields: { input: [{ name: a, type: string }, { name: b, type: string }] }
                                                   ^
      fix: remove text/plain from \`contentTypes.input\`, or keep one field
      note: marketplace.yaml:5:25: the type is declared here
    `,
  );
});

test('a recording as a picture is refused', () => {
  expectProblem(
    'field-type-not-in-format',
    modelPackage({
      contentTypes: 'contentTypes: { input: [application/json], output: [image/png] }',
      fields: 'fields: { output: [{ name: a, type: audio }] }',
    }),
    `
    marketplace.yaml:7:37: error: \`a\` is of type audio, and image/png holds only image [field-type-not-in-format]
      fields: { output: [{ name: a, type: audio }] }
                                          ^^^^^
      fix: remove image/png from \`contentTypes.output\`, or change the type of the field
      note: marketplace.yaml:5:53: the type is declared here
    `,
  );
});

test('a picture alone and in JSON is accepted', () => {
  expectNoProblem(
    'field-type-not-in-format',
    modelPackage({
      contentTypes: 'contentTypes: { input: [image/png, application/json], output: [application/json] }',
      fields: 'fields: { input: [{ name: a, type: image }] }',
    }),
  );
});

test('lists in CSV, and the rows of an array as the only field, are accepted', () => {
  expectNoProblem(
    'field-type-not-in-format',
    modelPackage({
      contentTypes: 'contentTypes: { input: [text/csv, application/x-npy], output: [application/json] }',
      fields: 'fields: { input: [{ name: a, type: array }] }',
    }),
  );
});
