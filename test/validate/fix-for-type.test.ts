import { expect, test } from 'vitest';
import { block, withMistake } from '../support/block-manifest.ts';
import { modelPackage, problemsIn } from '../support/expect-problems.ts';

test.each([
  [
    'text in the place of a list',
    withMistake('input: [text/csv, application/json]', 'input: text/csv, application/json'),
    block(
      'marketplace.yaml:11:10: error: `contentTypes.input` is "text/csv, application/json", and it must be a list [wrong-type]',
      '    input: text/csv, application/json',
      '           ^^^^^^^^^^^^^^^^^^^^^^^^^^',
      '  fix: put it in brackets:  input: [text/csv, application/json]',
    ),
  ],
  [
    'words in the place of a list',
    withMistake('base: amazonlinux:2023', 'base: { os: amazonlinux:2023, packages: curl wget }'),
    block(
      'marketplace.yaml:9:41: error: `base.packages` is "curl wget", and it must be a list [wrong-type]',
      '  base: { os: amazonlinux:2023, packages: curl wget }',
      '                                          ^^^^^^^^^',
      '  fix: put it in brackets:  packages: [curl, wget]',
    ),
  ],
  [
    'a list in one text',
    withMistake('[ml.m5.large]', '"ml.m5.large, ml.m5.xlarge"'),
    block(
      'marketplace.yaml:19:15: error: `inference.instances.realtime` is "ml.m5.large, ml.m5.xlarge", and it must be a list [wrong-type]',
      '      realtime: "ml.m5.large, ml.m5.xlarge"',
      '                ^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      '  fix: put it in brackets:  realtime: [ml.m5.large, ml.m5.xlarge]',
    ),
  ],
  [
    'a severity',
    withMistake('  region: us-east-1\n', '  region: us-east-1\n  scan: { block: critical }\n'),
    block(
      'marketplace.yaml:25:18: error: `upload.scan.block` is "critical", and it must be a list [wrong-type]',
      '    scan: { block: critical }',
      '                   ^^^^^^^^',
      '  fix: put it in brackets:  block: [CRITICAL]',
    ),
  ],
  [
    'a map in the place of a list',
    withMistake('input: [text/csv, application/json]', 'input: { type: text/csv }'),
    block(
      'marketplace.yaml:11:3: error: `contentTypes.input` is a map of keys, and it must be a list [wrong-type]',
      '    input: { type: text/csv }',
      '    ^^^^^',
      '  fix: write it like  input: [text/csv, application/json]',
    ),
  ],
  [
    'an empty list in the place of text',
    withMistake('name: churn-scorer', 'name: []'),
    block(
      'marketplace.yaml:4:3: error: `product.name` is an empty list, and it must be text [wrong-type]',
      '    name: []',
      '    ^^^^',
      '  fix: write it like  name: churn-scorer',
    ),
  ],
  [
    'a number that cannot be meant',
    withMistake('name: churn-scorer', 'name: 5'),
    block(
      'marketplace.yaml:4:9: error: `product.name` is the number 5, and it must be text [wrong-type]',
      '    name: 5',
      '          ^',
      '  fix: write it like  name: churn-scorer',
    ),
  ],
  [
    'a number that is meant as text',
    withMistake('version: "1.7"', 'version: 1.7'),
    block(
      'marketplace.yaml:8:12: error: `framework.version` is the number 1.7, and it must be text [wrong-type]',
      '    version: 1.7',
      '             ^^^',
      '  fix: put it in quotes: "1.7"',
    ),
  ],
  [
    'a number that loses a zero',
    withMistake('team: risk', 'team: 3.10'),
    block(
      'marketplace.yaml:26:11: error: `upload.tags.team` is the number 3.1, and it must be text [version-not-text]',
      '      team: 3.10',
      '            ^^^^',
      '  because: YAML reads an unquoted 3.10 as the number 3.1',
      '  fix: put it in quotes: "3.10"',
    ),
  ],
  [
    'a list in the place of text',
    withMistake('base: amazonlinux:2023', 'base: [amazonlinux:2023]'),
    block(
      'marketplace.yaml:9:1: error: `base` is a list of 1, and it must be text or a map of keys [wrong-type]',
      '  base: [amazonlinux:2023]',
      '  ^^^^',
      '  fix: write it without brackets:  amazonlinux:2023',
    ),
  ],
  [
    'a map in the place of text',
    withMistake('name: churn-scorer', 'name: { en: churn }'),
    block(
      'marketplace.yaml:4:3: error: `product.name` is a map of keys, and it must be text [wrong-type]',
      '    name: { en: churn }',
      '    ^^^^',
      '  fix: write it like  name: churn-scorer',
    ),
  ],
  [
    'a word in the place of a map',
    withMistake('artifacts:\n  mode: bundled\n  path: model', 'artifacts: model'),
    block(
      'marketplace.yaml:13:12: error: `artifacts` is "model", and it must be a map of keys [wrong-type]',
      '  artifacts: model',
      '             ^^^^^',
      '  fix: write it like  artifacts: { mode: bundled, path: model }',
    ),
  ],
  [
    'a list in the place of a map',
    withMistake('tags:\n    team: risk', 'tags:\n    - team=risk'),
    block(
      'marketplace.yaml:25:3: error: `upload.tags` is a list of 1, and it must be a map of keys [wrong-type]',
      '    tags:',
      '    ^^^^',
      '  fix: write it like  tags: { team: risk }',
    ),
  ],
  [
    'nothing',
    withMistake('tags:\n    team: risk', 'tags: { team: null }'),
    block(
      'marketplace.yaml:25:17: error: `upload.tags.team` is empty, and it must be text [wrong-type]',
      '    tags: { team: null }',
      '                  ^^^^',
      '  fix: write it like  team: risk , or remove the key',
    ),
  ],
  [
    'nothing, where a member is needed',
    withMistake('input: [text/csv, application/json]', 'input:'),
    block(
      'marketplace.yaml:11:3: error: `contentTypes.input` is empty, and it must be a list [wrong-type]',
      '    input:',
      '    ^^^^^',
      '  fix: write it like  input: [text/csv, application/json]',
    ),
  ],
  [
    'a number in quotes',
    withMistake('workers: 4', 'maxQueue: "4"'),
    block(
      'marketplace.yaml:17:13: error: `inference.maxQueue` is "4", and it must be a whole number [wrong-type]',
      '    maxQueue: "4"',
      '              ^^^',
      '  fix: write 4 without quotes',
    ),
  ],
  [
    'a number with its unit',
    withMistake('workers: 4', 'maxPayloadMB: 6MB'),
    block(
      'marketplace.yaml:17:17: error: `inference.maxPayloadMB` is "6MB", and it must be a whole number [wrong-type]',
      '    maxPayloadMB: 6MB',
      '                  ^^^',
      '  fix: write the number alone: 6',
    ),
  ],
  [
    'a number or a word, in quotes',
    withMistake('workers: 4', 'workers: "4"'),
    block(
      'marketplace.yaml:17:12: error: `inference.workers` is "4"; it can be auto or a whole number [value-not-allowed]',
      '    workers: "4"',
      '             ^^^',
      '  rule: the number of workers is `auto`, or a whole number of 1 or more',
      '  fix: write 4 without quotes',
    ),
  ],
  [
    'half a worker',
    withMistake('workers: 4', 'workers: 4.5'),
    block(
      'marketplace.yaml:17:12: error: `inference.workers` is the number 4.5, and it must be text or a whole number [wrong-type]',
      '    workers: 4.5',
      '             ^^^',
      '  fix: write it like  workers: 4',
    ),
  ],
  [
    'off, as YAML had it once',
    withMistake('workers: 4', 'batching: false'),
    block(
      'marketplace.yaml:17:13: error: `inference.batching` is false, and it must be text or a map of keys [wrong-type]',
      '    batching: false',
      '              ^^^^^',
      '  fix: write `off`',
    ),
  ],
  [
    'on',
    withMistake('workers: 4', 'batching: on'),
    block(
      'marketplace.yaml:17:13: error: `inference.batching` is "on"; it can be off or a map of keys [value-not-allowed]',
      '    batching: on',
      '              ^^',
      '  fix: write it like  batching: { maxSize: 32, maxDelayMs: 2 }',
    ),
  ],
  [
    'yes',
    withMistake(
      'upload:\n',
      'training:\n  channels: [{ name: train, contentTypes: [text/csv], required: yes }]\nupload:\n',
    ),
    block(
      'marketplace.yaml:23:1: error: `training` is given, and `product.type` is model-package [training-on-model-package]',
      '  training:',
      '  ^^^^^^^^',
      '  because: a model package has no training image; its buyers only infer',
      '  fix: remove `training`, or set `product.type` to algorithm to let buyers train on their own data',
      '  note: marketplace.yaml:3:9: the product is a model package',
      '',
      'marketplace.yaml:24:65: error: `training.channels[0].required` is "yes", and it must be true or false [wrong-type]',
      '    channels: [{ name: train, contentTypes: [text/csv], required: yes }]',
      '                                                                  ^^^',
      '  fix: write true, without quotes',
    ),
  ],
  [
    'the version of the file, in quotes',
    withMistake('version: 1\n', 'version: "1"\n'),
    block(
      'marketplace.yaml:1:10: error: `version` is "1"; it can only be 1 [value-not-allowed]',
      '  version: "1"',
      '           ^^^',
      '  fix: write 1 without quotes',
    ),
  ],
])('a value of the wrong type is shown as it is to be written: %s', (_, yaml, printed) => {
  expect(problemsIn(yaml)).toBe(printed);
});

test.each([
  ['highlights: Fast and small', 'put it in brackets:  highlights: [Fast and small]'],
  ['keywords: "churn, customer retention"', 'put it in brackets:  keywords: [churn, customer retention]'],
  [
    'links: https://example.com',
    'write it like  links: [{ text: Documentation, url: https://example.com/churn-scorer }]',
  ],
])('a list of sentences is not cut at blanks, and one of maps has an example: %s', (member, fix) => {
  expect(problemsIn(modelPackage({ page: `page: { ${member} }` }))).toContain(`fix: ${fix}\n`);
});
