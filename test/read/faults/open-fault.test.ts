import { expect, test } from 'vitest';
import { block, withMistake } from '../../support/block-manifest.ts';
import { problemsIn } from '../../support/expect-problems.ts';

test.each([
  [
    'a list that is not closed',
    withMistake('input: [text/csv, application/json]', 'input: [text/csv, application/json'),
    block(
      'marketplace.yaml:11:10: error: this [ is not closed [yaml-syntax]',
      '    input: [text/csv, application/json',
      '           ^',
      '  fix: write the closing ] after the last item:  input: [text/csv, application/json]',
    ),
  ],
  [
    'a map that is not closed',
    withMistake(
      'product:\n  type: model-package\n  name: churn-scorer\n  title: Churn scorer',
      'product: { type: model-package, name: churn-scorer',
    ),
    block(
      'marketplace.yaml:2:10: error: this { is not closed [yaml-syntax]',
      '  product: { type: model-package, name: churn-scorer',
      '           ^',
      '  fix: write the closing } after the last item:  product: { type: model-package, name: churn-scorer }',
    ),
  ],
  [
    'a list over several lines',
    withMistake('realtime: [ml.m5.large]', 'realtime: [\n      ml.m5.large,\n      ml.m5.xlarge'),
    block(
      'marketplace.yaml:19:15: error: this [ is not closed [yaml-syntax]',
      '      realtime: [',
      '                ^',
      '  fix: write ] after the last item',
    ),
  ],
  [
    'the last line of the file',
    withMistake('tags:\n    team: risk\n', 'tags: { team: risk'),
    block(
      'marketplace.yaml:25:9: error: this { is not closed [yaml-syntax]',
      '    tags: { team: risk',
      '          ^',
      '  fix: write the closing } after the last item:  tags: { team: risk }',
    ),
  ],
  [
    'another bracket closes it',
    withMistake('output: [application/json]', 'output: [application/json}'),
    block(
      'marketplace.yaml:12:11: error: this [ is closed by a } [yaml-syntax]',
      '    output: [application/json}',
      '            ^',
      '  fix: write ] in the place of that }, or add the ] that is missing before it',
    ),
  ],
  [
    'double quotes',
    withMistake('title: Churn scorer', 'title: "Churn scorer'),
    block(
      'marketplace.yaml:5:10: error: this quote is not closed [yaml-syntax]',
      '    title: "Churn scorer',
      '           ^',
      '  fix: write the closing " after the last word:  title: "Churn scorer"',
    ),
  ],
  [
    'single quotes',
    withMistake('title: Churn scorer', "title: 'Churn scorer"),
    block(
      'marketplace.yaml:5:10: error: this quote is not closed [yaml-syntax]',
      "    title: 'Churn scorer",
      '           ^',
      "  fix: write the closing ' after the last word:  title: 'Churn scorer'",
    ),
  ],
  [
    'a bracket too many',
    withMistake('output: [application/json]', 'output: [application/json]]'),
    block(
      'marketplace.yaml:12:29: error: this bracket closes nothing [yaml-syntax]',
      '    output: [application/json]]',
      '                              ^',
      '  fix: remove it, or write the one that it closes',
    ),
  ],
])('an open bracket or quote is shown where it opens: %s', (_, yaml, printed) => {
  expect(problemsIn(yaml)).toBe(printed);
});
