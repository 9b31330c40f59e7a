import { expect, test } from 'vitest';
import { block, withMistake } from '../support/block-manifest.ts';
import { modelPackage, problemsIn } from '../support/expect-problems.ts';

test.each([
  [
    'a package of Python',
    withMistake('name: scikit-learn', 'name: sklearn'),
    block(
      'marketplace.yaml:7:9: error: `framework.name` is "sklearn"; it can be typescript, onnxruntime, tensorflow-js, scikit-learn, xgboost, lightgbm, catboost, pytorch, tensorflow, transformers, python, flask or server [value-not-allowed]',
      '    name: sklearn',
      '          ^^^^^^^',
      '  fix: write `scikit-learn`',
    ),
  ],
  [
    'a system without its release',
    withMistake('base: amazonlinux:2023', 'base: amazonlinux'),
    block(
      'marketplace.yaml:9:7: error: `base` is "amazonlinux", which is none of the 39 that it can be [value-not-allowed]',
      '  base: amazonlinux',
      '        ^^^^^^^^^^^',
      '  rule: these are the systems that AWS lists for images on Marketplace (SageMaker Developer Guide, sagemaker-marketplace-develop), and supported ones beside them that ECR scans',
      '  fix: write `amazonlinux:2023`',
    ),
  ],
  [
    'an image of a registry',
    withMistake('base: amazonlinux:2023', 'base: public.ecr.aws/amazonlinux/amazonlinux:2023'),
    block(
      'marketplace.yaml:9:7: error: `base` is "public.ecr.aws/amazonlinux/amazonlinux:2023", which is none of the 39 that it can be [value-not-allowed]',
      '  base: public.ecr.aws/amazonlinux/amazonlinux:2023',
      '        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      '  rule: these are the systems that AWS lists for images on Marketplace (SageMaker Developer Guide, sagemaker-marketplace-develop), and supported ones beside them that ECR scans',
      '  fix: write `amazonlinux:2023`',
    ),
  ],
])('a word that is usual elsewhere is put right: %s', (_, yaml, printed) => {
  expect(problemsIn(yaml)).toBe(printed);
});

test.each([
  ['float', 'number'],
  ['int', 'integer'],
  ['str', 'string'],
  ['bool', 'boolean'],
  ['dict', 'object'],
])('the type %s of a field is %s', (written, meant) => {
  const yaml = modelPackage({ fields: `fields: { input: [{ name: a, type: ${written} }] }` });
  expect(problemsIn(yaml)).toContain(`fix: write \`${meant}\``);
});
