import { expect, test } from 'vitest';
import { block, withMistake } from '../../support/block-manifest.ts';
import { problemsIn } from '../../support/expect-problems.ts';

test.each([
  [
    'no space after the colon',
    withMistake('  name: churn-scorer', '  name:churn-scorer'),
    block(
      'marketplace.yaml:4:3: error: there is no space after the colon of this line [yaml-syntax]',
      '    name:churn-scorer',
      '    ^^^^^^^^^^^^^^^^^',
      '  fix: put a space there:  name: churn-scorer',
    ),
  ],
  [
    'an equals sign',
    withMistake('  name: churn-scorer', '  name = churn-scorer'),
    block(
      'marketplace.yaml:4:3: error: a key ends in a colon, not in = [yaml-syntax]',
      '    name = churn-scorer',
      '    ^^^^^^^^^^^^^^^^^^^',
      '  fix: write  name: churn-scorer',
    ),
  ],
  [
    'no colon',
    withMistake('artifacts:', 'artifacts'),
    block(
      'marketplace.yaml:13:1: error: this key has no colon [yaml-syntax]',
      '  artifacts',
      '  ^^^^^^^^^',
      '  fix: put a colon after it:  artifacts:',
    ),
  ],
  [
    'a colon of another script',
    withMistake('  name: churn-scorer', '  name： churn-scorer'),
    block(
      'marketplace.yaml:4:3: error: the colon of this line is not the plain one [yaml-syntax]',
      '    name： churn-scorer',
      '    ^^^^^^^^^^^^^^^^^^',
      '  fix: type it anew:  name: churn-scorer',
    ),
  ],
  [
    'a comment of JavaScript',
    withMistake('base: ', '// what it runs on\nbase: '),
    block(
      'marketplace.yaml:9:1: error: this is no comment in YAML [yaml-syntax]',
      '  // what it runs on',
      '  ^^^^^^^^^^^^^^^^^^',
      '  fix: begin it with #:  # what it runs on',
    ),
  ],
  [
    'no space after the colon of the first key',
    withMistake('  type: model-package', '  type:model-package'),
    block(
      'marketplace.yaml:3:3: error: there is no space after the colon of this line [yaml-syntax]',
      '    type:model-package',
      '    ^^^^^^^^^^^^^^^^^^',
      '  fix: put a space there:  type: model-package',
    ),
  ],
  [
    'no space at the beginning of the file',
    withMistake('version: 1', 'version:1'),
    block(
      'marketplace.yaml:1:1: error: there is no space after the colon of this line [yaml-syntax]',
      '  version:1',
      '  ^^^^^^^^^',
      '  fix: put a space there:  version: 1',
    ),
  ],
  [
    'no space before a list',
    withMistake('input: [text/csv, application/json]', 'input:[text/csv, application/json]'),
    block(
      'marketplace.yaml:11:3: error: there is no space after the colon of this line [yaml-syntax]',
      '    input:[text/csv, application/json]',
      '    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      '  fix: put a space there:  input: [text/csv, application/json]',
    ),
  ],
  [
    'no space in an item',
    withMistake(
      'upload:\n',
      'training:\n  channels:\n    - name: a\n      contentTypes: [text/csv]\n    -name: b\n      contentTypes: [text/csv]\nupload:\n',
    ),
    block(
      'marketplace.yaml:27:5: error: there is no space after this dash [yaml-syntax]',
      '      -name: b',
      '      ^',
      '  because: an item of a list begins with a plain dash and a space',
      '  fix: write  - name: b',
    ),
  ],
  [
    'a text that goes on',
    withMistake('title: Churn scorer', 'title: Churn\nscorer'),
    block(
      'marketplace.yaml:6:1: error: this line is no key with a value [yaml-syntax]',
      '  scorer',
      '  ^^^^^^',
      '  fix: write  key: value ; where it goes on with the text above, indent it deeper than the key of that text',
    ),
  ],
])('a line without a key says what is wrong with it: %s', (_, yaml, printed) => {
  expect(problemsIn(yaml)).toBe(printed);
});
