import { expect, test } from 'vitest';
import { block, withMistake } from '../../support/block-manifest.ts';
import { problemsIn } from '../../support/expect-problems.ts';

test.each([
  [
    'a tab',
    withMistake('  name: churn-scorer', '\tname: churn-scorer'),
    block(
      'marketplace.yaml:4:1: error: this line is indented with a tab [yaml-tab]',
      '  \tname: churn-scorer',
      '  ^',
      '  because: YAML allows only spaces for indentation',
      '  fix: replace each tab in front of a line by two spaces',
    ),
  ],
  [
    'many tabs',
    withMistake(
      '  type: model-package\n  name: churn-scorer\n  title: Churn scorer',
      '\ttype: model-package\n\tname: churn-scorer\n\ttitle: Churn scorer',
    ),
    block(
      'marketplace.yaml:3:1: error: this line is indented with a tab, and so are 2 lines below it [yaml-tab]',
      '  \ttype: model-package',
      '  ^',
      '  because: YAML allows only spaces for indentation',
      '  fix: replace each tab in front of a line by two spaces',
    ),
  ],
  [
    'a tab after spaces',
    withMistake('  name: churn-scorer', '  \tname: churn-scorer'),
    block(
      'marketplace.yaml:4:3: error: this line is indented with a tab [yaml-tab]',
      '    \tname: churn-scorer',
      '    ^',
      '  because: YAML allows only spaces for indentation',
      '  fix: write only spaces in front of it, as many as the lines beside it have',
    ),
  ],
  [
    'a space of a web page',
    withMistake('  name: churn-scorer', '\u00a0\u00a0name: churn-scorer'),
    block(
      'marketplace.yaml:4:1: error: this is not a plain space: it only looks like one [yaml-syntax]',
      '  \u00a0\u00a0name: churn-scorer',
      '  ^',
      '  because: YAML takes such a character, often copied from a web page, for a letter',
      '  fix: delete it, and type a space',
    ),
  ],
  [
    'one after a colon',
    withMistake('  name: churn-scorer', '  name:\u00a0churn-scorer'),
    block(
      'marketplace.yaml:4:8: error: this is not a plain space: it only looks like one [yaml-syntax]',
      '    name:\u00a0churn-scorer',
      '         ^',
      '  because: YAML takes such a character, often copied from a web page, for a letter',
      '  fix: delete it, and type a space',
    ),
  ],
  [
    'marks of a merge',
    withMistake(
      '  name: churn-scorer',
      '<<<<<<< HEAD\n  name: churn-scorer\n=======\n  name: churn\n>>>>>>> theirs',
    ),
    block(
      'marketplace.yaml:4:1: error: a merge left its marks here: both texts stand in the file [yaml-syntax]',
      '  <<<<<<< HEAD',
      '  ^^^^^^^^^^^^',
      '  fix: keep one of the two texts, and remove the lines with <<<<<<<, ======= and >>>>>>>',
    ),
  ],
])('what only looks like a space is shown once: %s', (_, yaml, printed) => {
  expect(problemsIn(yaml)).toBe(printed);
});
