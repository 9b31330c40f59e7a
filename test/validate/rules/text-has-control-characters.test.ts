import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a description with line ends is refused, and the other block style is offered', () => {
  expectProblem(
    'text-has-control-characters',
    modelPackage({
      product:
        'product:\n  type: model-package\n  name: churn\n  description: |\n    Scores churn.\n    Daily.\n',
    }),
    `
    marketplace.yaml:5:16: error: \`product.description\` has a line end after "Scores churn." [text-has-control-characters]
        description: |
                     ^
      rule: SageMaker takes letters, digits, punctuation, symbols and spaces here, and nothing else
      fix: write it on one line; a long text may follow \`>-\`, which joins its lines, where \`|\` keeps them apart
    `,
  );
});

test('a text of the page has one line, or several where it is a long one', () => {
  expectProblem(
    'text-has-control-characters',
    modelPackage({
      page: 'page:\n  shortDescription: |\n    Scores churn.\n    Daily.\n  longDescription: |\n    Scores churn.\n    Daily.\n  keywords: ["a\\tb"]\n',
    }),
    `
    marketplace.yaml:8:21: error: \`page.shortDescription\` has a line end after "Scores churn." [text-has-control-characters]
        shortDescription: |
                          ^
      rule: AWS Marketplace takes no control characters
      fix: write it on one line; a long text may follow \`>-\`, which joins its lines, where \`|\` keeps them apart
    marketplace.yaml:14:14: error: \`page.keywords[0]\` has a tab after "a" [text-has-control-characters]
        keywords: ["a\\tb"]
                   ^^^^^^
      rule: AWS Marketplace takes no control characters
      fix: put a space there instead of the tab
    `,
  );
});

test('the line end that YAML puts behind a block is none of the seller’s', () => {
  expectNoProblem(
    'text-has-control-characters',
    modelPackage({
      page: 'page:\n  shortDescription: |\n    Scores churn.\n  support: |\n    Write.\n    Call.\n',
    }),
  );
});

test('a tab in the description of a channel is refused', () => {
  expectProblem(
    'text-has-control-characters',
    algorithm({
      training: 'training: { channels: [{ name: train, contentTypes: [text/csv], description: "a\\tb" }] }',
    }),
    `
    marketplace.yaml:6:78: error: \`training.channels[0].description\` has a tab after "a" [text-has-control-characters]
      training: { channels: [{ name: train, contentTypes: [text/csv], description: "a\\tb" }] }
                                                                                   ^^^^^^
      rule: SageMaker takes letters, digits, punctuation, symbols and spaces here, and nothing else
      fix: put a space there instead of the tab
    `,
  );
});

test('a character that cannot be seen is named by its number', () => {
  expectProblem(
    'text-has-control-characters',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], metrics: [{ name: "\\u200Bauc", regex: "auc=(.*)" }], hyperparameters: [{ name: "a\\u00ADb", type: integer }] }',
    }),
    `
    marketplace.yaml:6:86: error: \`training.metrics[0].name\` has the invisible character U+200B at its start [text-has-control-characters]
      [text/csv] }], metrics: [{ name: "\\u200Bauc", regex: "auc=(.*)" }], hyperparameters: [{ name: "a\\u00
                                       ^^^^^^^^^^^
      because: two names that differ only in an invisible character look the same to buyers
      fix: delete it there, or type the text again: pasted text often has such characters
    marketplace.yaml:6:147: error: \`training.hyperparameters[0].name\` has the invisible character U+00AD after "a" [text-has-control-characters]
      )" }], hyperparameters: [{ name: "a\\u00ADb", type: integer }] }
                                       ^^^^^^^^^^
      rule: SageMaker takes letters, digits, punctuation, symbols and spaces here, and nothing else
      fix: delete it there, or type the text again: pasted text often has such characters
    `,
  );
});

test('any script, accents, symbols and a folded block are accepted', () => {
  expectNoProblem(
    'text-has-control-characters',
    modelPackage({
      product:
        'product:\n  type: model-package\n  name: churn\n  title: Prévision – 予測 ☂ 50 %\n  description: >-\n    Scores\n    churn.\n',
    }),
  );
});

test('a title is checked as well', () => {
  expectProblem(
    'text-has-control-characters',
    modelPackage({ product: 'product: { type: model-package, name: churn, title: "Churn\tscorer" }' }),
    `
    marketplace.yaml:2:53: error: \`product.title\` has a tab after "Churn" [text-has-control-characters]
      product: { type: model-package, name: churn, title: "Churn	scorer" }
                                                          ^^^^^^^^^^^^^^
      rule: SageMaker takes letters, digits, punctuation, symbols and spaces here, and nothing else
      fix: put a space there instead of the tab
    `,
  );
});
