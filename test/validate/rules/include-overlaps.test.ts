import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const including = (paths: string) => modelPackage({ include: `include: [${paths}]` });

test('a file of a folder that is included is already there', () => {
  expectProblem(
    'include-overlaps',
    including('churnlib/rules.yaml, churnlib'),
    `
    marketplace.yaml:7:11: error: \`include\` has "churnlib/rules.yaml", which "churnlib" already has in it [include-overlaps]
      include: [churnlib/rules.yaml, churnlib]
                ^^^^^^^^^^^^^^^^^^^
      fix: remove it: a folder is included with everything in it
      note: marketplace.yaml:7:32: the folder is here
    `,
  );
});

test('the same folder in two spellings is one on some systems, and told once', () => {
  expectProblem(
    'include-overlaps',
    including('churnlib, Churnlib'),
    `
    marketplace.yaml:7:21: error: \`include\` has "Churnlib", which "churnlib" already has in it [include-overlaps]
      include: [churnlib, Churnlib]
                          ^^^^^^^^
      fix: remove it: a folder is included with everything in it
      note: marketplace.yaml:7:11: the folder is here
    `,
  );
});

test('the model has its own way into the image', () => {
  expectProblem(
    'include-overlaps',
    including('model/labels.txt'),
    `
    marketplace.yaml:7:11: error: \`include\` has "model/labels.txt", and the folder of the model is "model" [include-overlaps]
      include: [model/labels.txt]
                ^^^^^^^^^^^^^^^^
      because: the model goes into the image by itself where it is bundled, and nowhere else
      fix: remove it from \`include\`, and read it from the folder that \`load\` gets, or move it beside the manifest
      note: marketplace.yaml:6:35: the model is here
    `,
  );
  const deep = modelPackage({
    artifacts: 'artifacts: { mode: bundled, path: data/model }',
    include: 'include: [data]',
  });
  expectProblem(
    'include-overlaps',
    deep,
    `
    marketplace.yaml:7:11: error: \`include\` has "data", and the folder of the model is "data/model" [include-overlaps]
      include: [data]
                ^^^^
      because: the model goes into the image by itself where it is bundled, and nowhere else
      fix: name what is beside the model, or move the model into a folder of its own
      note: marketplace.yaml:6:35: the model is here
    `,
  );
});

test.each(['churnlib, churnlib2', 'a/b, a/c', 'models', 'a, b/a'])('%s are accepted', (paths) => {
  expectNoProblem('include-overlaps', including(paths));
});

test('an algorithm has no model of its own', () => {
  expectNoProblem('include-overlaps', algorithm({ include: 'include: [model]' }));
});
