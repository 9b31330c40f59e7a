import { expect, test } from 'vitest';
import { block, withMistake } from '../../support/block-manifest.ts';
import { problemsIn } from '../../support/expect-problems.ts';

test.each([
  [
    'an item one space too deep',
    withMistake('      - ml.m5.xlarge', '       - ml.m5.xlarge'),
    block(
      'marketplace.yaml:22:8: error: this line has the wrong indentation: it is deeper than the item above it [yaml-indentation]',
      '         - ml.m5.xlarge',
      '         ^^^^^^^^^^^^^^',
      '  because: YAML takes it for more text of that item',
      '  fix: put as many spaces in front of it as that item has',
    ),
  ],
  [
    'a dash without a space',
    withMistake('      - ml.m5.large\n', '      -ml.m5.large\n'),
    block(
      'marketplace.yaml:21:7: error: there is no space after this dash [yaml-syntax]',
      '        -ml.m5.large',
      '        ^',
      '  because: an item of a list begins with a plain dash and a space',
      '  fix: write  - ml.m5.large',
    ),
  ],
  [
    'a dash of a word processor',
    withMistake('      - ml.m5.large\n', '      – ml.m5.large\n'),
    block(
      'marketplace.yaml:21:7: error: this dash is not the plain one [yaml-syntax]',
      '        – ml.m5.large',
      '        ^',
      '  because: an item of a list begins with a plain dash and a space',
      '  fix: write  - ml.m5.large',
    ),
  ],
  [
    'quotes of a word processor',
    withMistake('version: "1.7"', 'version: “1.7”'),
    block(
      'marketplace.yaml:8:12: error: these quotes are typographic, and YAML takes them for a part of the text [yaml-syntax]',
      '    version: “1.7”',
      '             ^^^^^',
      '  fix: write plain ones:  "1.7" ; where they belong to the text, put plain ones around them',
    ),
  ],
  [
    'an alias that was meant as text',
    withMistake('title: Churn scorer', 'title: *Churn'),
    block(
      'marketplace.yaml:5:10: error: this alias has no anchor above it [yaml-alias]',
      '    title: *Churn',
      '           ^^^^^^',
      '  fix: put the value here; a text that begins with * goes in quotes:  "*Churn"',
    ),
  ],
  [
    'a merge key',
    withMistake('    team: risk', '    <<: { team: risk }'),
    block(
      'marketplace.yaml:26:5: error: `<<` merges nothing: it is not part of YAML 1.2 [yaml-key]',
      '      <<: { team: risk }',
      '      ^^',
      '  fix: write the members out, or put what listings share into a file that they name in `extends`',
    ),
  ],
  [
    'a placeholder of a template',
    withMistake('title: Churn scorer', 'title: {{ title }}'),
    block(
      'marketplace.yaml:5:11: error: this key is not text [yaml-key]',
      '    title: {{ title }}',
      '            ^^^^^^^^^',
      '  fix: write a plain word in front of the colon; a text that begins with { or [ goes in quotes',
    ),
  ],
])('a text that is YAML by chance is told: %s', (_, yaml, printed) => {
  expect(problemsIn(yaml)).toBe(printed);
});
