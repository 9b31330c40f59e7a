import { expect, test } from 'vitest';
import { block, withMistake } from '../../support/block-manifest.ts';
import { problemsIn } from '../../support/expect-problems.ts';

test.each([
  [
    'an item one space short',
    withMistake('      - ml.m5.xlarge', '     - ml.m5.xlarge'),
    block(
      'marketplace.yaml:22:6: error: this line has the wrong indentation: 5 spaces [yaml-indentation]',
      '       - ml.m5.xlarge',
      '       ^^^^^^^^^^^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put 6 spaces in front of it, as in line 21',
    ),
  ],
  [
    'items less indented than their key',
    withMistake('      - ml.m5.large\n      - ml.m5.xlarge', '   - ml.m5.large'),
    block(
      'marketplace.yaml:21:4: error: this line has the wrong indentation: 3 spaces [yaml-indentation]',
      '     - ml.m5.large',
      '     ^^^^^^^^^^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put 4 spaces in front of it, as in line 20',
    ),
  ],
  [
    'a key one space short',
    withMistake('  name: churn-scorer', ' name: churn-scorer'),
    block(
      'marketplace.yaml:4:2: error: this line has the wrong indentation: 1 space [yaml-indentation]',
      '   name: churn-scorer',
      '   ^^^^^^^^^^^^^^^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put 2 spaces in front of it, as in line 3',
    ),
  ],
  [
    'a key one space too deep',
    withMistake('  name: churn-scorer', '   name: churn-scorer'),
    block(
      'marketplace.yaml:4:4: error: this line has the wrong indentation: 3 spaces [yaml-indentation]',
      '     name: churn-scorer',
      '     ^^^^^^^^^^^^^^^^^^',
      '  because: `type` in line 3 has a value already, so nothing can be indented below it',
      '  fix: put 2 spaces in front of it, as in line 3',
    ),
  ],
  [
    'the first key too deep',
    withMistake('  type: model-package', '    type: model-package'),
    block(
      'marketplace.yaml:3:5: error: this line has the wrong indentation: 4 spaces [yaml-indentation]',
      '      type: model-package',
      '      ^^^^^^^^^^^^^^^^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put 2 spaces in front of it, as in line 4',
    ),
  ],
  [
    'a key without indentation',
    withMistake('  name: churn-scorer', 'name: churn-scorer'),
    block(
      'marketplace.yaml:4:1: error: this line has the wrong indentation: no spaces [yaml-indentation]',
      '  name: churn-scorer',
      '  ^^^^^^^^^^^^^^^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put 2 spaces in front of it, as in line 3',
    ),
  ],
  [
    'the first key without indentation',
    withMistake('  mode: bundled', 'mode: bundled'),
    block(
      'marketplace.yaml:14:1: error: this line has the wrong indentation: no spaces [yaml-indentation]',
      '  mode: bundled',
      '  ^^^^^^^^^^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put 2 spaces in front of it, as in line 15',
    ),
  ],
  [
    'a part of the manifest, indented',
    withMistake('framework:', ' framework:'),
    block(
      'marketplace.yaml:6:2: error: this line has the wrong indentation: 1 space [yaml-indentation]',
      '   framework:',
      '   ^^^^^^^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put no spaces in front of it, as in line 2',
    ),
  ],
  [
    'a key below one that has a value',
    withMistake('base: amazonlinux:2023', 'base: amazonlinux:2023\n  packages: [curl]'),
    block(
      'marketplace.yaml:10:3: error: this line has the wrong indentation: 2 spaces [yaml-indentation]',
      '    packages: [curl]',
      '    ^^^^^^^^^^^^^^^^',
      '  because: `base` in line 9 has a value already, so nothing can be indented below it',
      '  fix: write the value of `base` as a key of its own below it, beside this one',
    ),
  ],
  [
    'keys of an item',
    withMistake('upload:\n', 'regenerate:\n  keep:\n    - a: 1\n      b: 2\n     c: 3\nupload:\n'),
    block(
      'marketplace.yaml:27:6: error: this line has the wrong indentation: 5 spaces [yaml-indentation]',
      '       c: 3',
      '       ^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put 6 spaces in front of it, as in line 26',
    ),
  ],
  [
    'the first line of the file',
    withMistake('version: 1', ' version: 1'),
    block(
      'marketplace.yaml:1:2: error: this line has the wrong indentation: 1 space [yaml-indentation]',
      '   version: 1',
      '   ^^^^^^^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put no spaces in front of it, as in line 2',
    ),
  ],
  [
    'the last key of a nested part',
    withMistake('    team: risk\n', '    team: risk\nscan: {}\n  repository: churn\n'),
    block(
      'marketplace.yaml:27:1: error: this line has the wrong indentation: no spaces [yaml-indentation]',
      '  scan: {}',
      '  ^^^^^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put 4 spaces in front of it, as in line 26',
    ),
  ],
  [
    'a key of the first level that is there twice',
    withMistake('  region: us-east-1\n', '  region: us-east-1\nproduct: x\n  repository: churn\n'),
    block(
      'marketplace.yaml:25:1: error: this line has the wrong indentation: no spaces [yaml-indentation]',
      '  product: x',
      '  ^^^^^^^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put 2 spaces in front of it, as in line 24',
    ),
  ],
  [
    'the first of two keys, with an odd number of spaces',
    withMistake('  mode: bundled', ' mode: bundled'),
    block(
      'marketplace.yaml:14:2: error: this line has the wrong indentation: 1 space [yaml-indentation]',
      '   mode: bundled',
      '   ^^^^^^^^^^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put 2 spaces in front of it, as in line 15',
    ),
  ],
  [
    'a key with others below it',
    withMistake(
      '  region: us-east-1\n  tags:\n    team: risk\n',
      '   tags:\n    team: risk\n  region: us-east-1\n  repository: churn\n',
    ),
    block(
      'marketplace.yaml:24:4: error: this line has the wrong indentation: 3 spaces [yaml-indentation]',
      '     tags:',
      '     ^^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put 2 spaces in front of it, as in line 26',
    ),
  ],
  [
    'an item between levels',
    withMistake('upload:\n', 'regenerate:\n  keep:\n    - a: 1\n      b: 2\n     - a: 3\nupload:\n'),
    block(
      'marketplace.yaml:27:6: error: this line has the wrong indentation: 5 spaces [yaml-indentation]',
      '       - a: 3',
      '       ^^^^^^',
      '  because: the spaces in front of a line say what it belongs to',
      '  fix: put 4 spaces in front of it, as in line 25',
    ),
  ],
])('a line with the wrong indentation is shown, and where it belongs: %s', (_, yaml, printed) => {
  expect(problemsIn(yaml)).toBe(printed);
});
