import { expect, test } from 'vitest';
import { block, withMistake } from '../../support/block-manifest.ts';
import { problemsIn } from '../../support/expect-problems.ts';

test.each([
  [
    'a colon',
    withMistake('title: Churn scorer', 'title: Churn: the scorer'),
    block(
      'marketplace.yaml:5:10: error: this text has a colon in it, which YAML takes for the end of a key [yaml-syntax]',
      '    title: Churn: the scorer',
      '           ^^^^^^^^^^^^^^^^^',
      '  fix: put it in quotes:  title: "Churn: the scorer"',
    ),
  ],
  [
    'a colon at the end, and a comment',
    withMistake('title: Churn scorer', 'title: Churn scorer:  # for now'),
    block(
      'marketplace.yaml:5:10: error: this text has a colon in it, which YAML takes for the end of a key [yaml-syntax]',
      '    title: Churn scorer:  # for now',
      '           ^^^^^^^^^^^^^^^^^^^^^^^^',
      '  fix: put it in quotes:  title: "Churn scorer:"',
    ),
  ],
  [
    'a colon in a regular expression',
    withMistake('team: risk', 'team: loss: ([0-9.]+)'),
    block(
      'marketplace.yaml:26:11: error: this text has a colon in it, which YAML takes for the end of a key [yaml-syntax]',
      '      team: loss: ([0-9.]+)',
      '            ^^^^^^^^^^^^^^^',
      '  fix: put it in quotes:  team: "loss: ([0-9.]+)"',
    ),
  ],
  [
    'a space in the name of an image',
    withMistake('base: amazonlinux:2023', 'base: amazonlinux: 2023'),
    block(
      'marketplace.yaml:9:7: error: this text has a colon in it, which YAML takes for the end of a key [yaml-syntax]',
      '  base: amazonlinux: 2023',
      '        ^^^^^^^^^^^^^^^^^',
      '  fix: remove the space:  base: amazonlinux:2023',
    ),
  ],
  [
    'an @',
    withMistake('title: Churn scorer', 'title: @Churn'),
    block(
      'marketplace.yaml:5:10: error: a text cannot begin with @ in YAML [yaml-syntax]',
      '    title: @Churn',
      '           ^^^^^^',
      '  fix: put it in quotes:  title: "@Churn"',
    ),
  ],
  [
    'a comparison',
    withMistake('version: "1.7"', 'version: >=1.7'),
    block(
      'marketplace.yaml:8:12: error: a text cannot begin with > in YAML [yaml-syntax]',
      '    version: >=1.7',
      '             ^^^^^',
      '  fix: put it in quotes:  version: ">=1.7"',
    ),
  ],
  [
    'an apostrophe in single quotes',
    withMistake('title: Churn scorer', "title: 'Churn's scorer'"),
    block(
      'marketplace.yaml:5:10: error: this value goes on after its closing quote [yaml-syntax]',
      "    title: 'Churn's scorer'",
      '           ^^^^^^^^^^^^^^^^',
      '  fix: put it in quotes:  title: "Churn\'s scorer"',
    ),
  ],
  [
    'quotes in double quotes',
    withMistake('title: Churn scorer', 'title: "the "best" scorer"'),
    block(
      'marketplace.yaml:5:10: error: this value goes on after its closing quote [yaml-syntax]',
      '    title: "the "best" scorer"',
      '           ^^^^^^^^^^^^^^^^^^^',
      '  fix: put it in quotes:  title: \'the "best" scorer\'',
    ),
  ],
  [
    'a bracket of a regular expression',
    withMistake('team: risk', 'team: [0-9.]+'),
    block(
      'marketplace.yaml:26:11: error: this value goes on after its closing ] [yaml-syntax]',
      '      team: [0-9.]+',
      '            ^^^^^^^',
      '  fix: put it in quotes:  team: "[0-9.]+"',
    ),
  ],
  [
    'a comma, as in Python',
    withMistake('team: risk', "'team': 'risk',"),
    block(
      'marketplace.yaml:26:13: error: there is a , after this value [yaml-syntax]',
      "      'team': 'risk',",
      '              ^^^^^^^',
      "  fix: remove it:  'team': 'risk'",
    ),
  ],
  [
    'a backslash in double quotes',
    withMistake('team: risk', 'team: "loss=(\\d+\\.\\d+)"'),
    block(
      'marketplace.yaml:26:18: error: \\d means nothing in double quotes [yaml-syntax]',
      '      team: "loss=(\\d+\\.\\d+)"',
      '                   ^^',
      '  because: there, YAML takes a backslash for the beginning of a special character',
      "  fix: put it in single quotes:  team: 'loss=(\\d+\\.\\d+)'",
    ),
  ],
  [
    'a path of Windows',
    withMistake('path: model', 'path: "models\\Users"'),
    block(
      'marketplace.yaml:15:16: error: \\U means nothing in double quotes [yaml-syntax]',
      '    path: "models\\Users"',
      '                 ^^',
      '  because: there, YAML takes a backslash for the beginning of a special character',
      "  fix: put it in single quotes:  path: 'models\\Users'",
    ),
  ],
])('a value that needs quotes is shown with them: %s', (_, yaml, printed) => {
  expect(problemsIn(yaml)).toBe(printed);
});
