import { expect, test } from 'vitest';
import { block, withMistake } from '../support/block-manifest.ts';
import { problemsIn } from '../support/expect-problems.ts';

test.each([
  [
    'a whole part without indentation',
    withMistake(
      'product:\n  type: model-package\n  name: churn-scorer\n  title: Churn scorer\n',
      'product:\ntype: model-package\nname: churn-scorer\ntitle: Churn scorer\n',
    ),
    block(
      'marketplace.yaml:3:1: error: `type`, `name` and `title` belong to `product`, and stand on the first level [unknown-key]',
      '  type: model-package',
      '  ^^^^',
      '  fix: correct the indentation: put 2 spaces in front of each of them',
    ),
  ],
  [
    'the last key of a part',
    withMistake('  path: model\n', 'path: model\n'),
    block(
      'marketplace.yaml:15:1: error: `path` belongs to `artifacts`, and stands on the first level [unknown-key]',
      '  path: model',
      '  ^^^^',
      '  fix: correct the indentation: put 2 spaces in front of it',
    ),
  ],
  [
    'a part, indented',
    withMistake('base: amazonlinux:2023', '  base: amazonlinux:2023'),
    block(
      'marketplace.yaml:9:3: error: `base` belongs to the first level of the file, and stands below `framework` [unknown-key]',
      '    base: amazonlinux:2023',
      '    ^^^^',
      '  fix: correct the indentation: put no spaces in front of it',
    ),
  ],
  [
    'a key of a part far away',
    withMistake('  region: us-east-1\n', '').concat('region: us-east-1\n'),
    block(
      'marketplace.yaml:26:1: error: `region` belongs to `upload`, and stands on the first level [unknown-key]',
      '  region: us-east-1',
      '  ^^^^^^',
      '  fix: correct the indentation: put 2 spaces in front of it',
    ),
  ],
  [
    'no space after a colon in brackets',
    withMistake('tags:\n    team: risk', 'scan: { waitMinutes:5 }'),
    block(
      'marketplace.yaml:25:11: error: `upload.scan.waitMinutes:5` is not a known key [unknown-key]',
      '    scan: { waitMinutes:5 }',
      '            ^^^^^^^^^^^^^',
      '  fix: put a space after the colon:  waitMinutes: 5',
    ),
  ],
  [
    'no space after a colon that is needed',
    withMistake(
      'product:\n  type: model-package\n  name: churn-scorer\n  title: Churn scorer\n',
      'product: { type:algorithm, name: churn-scorer }\n',
    ),
    block(
      'marketplace.yaml:2:12: error: `product.type:algorithm` is not a known key, and `product.type` is missing [unknown-key]',
      '  product: { type:algorithm, name: churn-scorer }',
      '             ^^^^^^^^^^^^^^',
      '  fix: put a space after the colon:  type: algorithm',
    ),
  ],
  [
    'a key above its part',
    withMistake('  region: us-east-1\n', '').replace('product:', 'region: us-east-1\nproduct:'),
    block(
      'marketplace.yaml:2:1: error: `region` belongs to `upload`, and stands on the first level [unknown-key]',
      '  region: us-east-1',
      '  ^^^^^^',
      '  fix: move it below `upload`',
    ),
  ],
  [
    'a word in the place of its key',
    withMistake('framework:\n  name: scikit-learn\n  version: "1.7"', 'framework:\n  scikit-learn: "1.7"'),
    block(
      'marketplace.yaml:7:3: error: `framework.scikit-learn` is not a known key, and `framework.name` is missing [unknown-key]',
      '    scikit-learn: "1.7"',
      '    ^^^^^^^^^^^^',
      '  fix: write  name: scikit-learn  in its place',
    ),
  ],
])('keys that are indented wrongly are one problem: %s', (_, yaml, printed) => {
  expect(problemsIn(yaml)).toBe(printed);
});
