import { expect, test } from 'vitest';
import { currentVersion } from '../../../src/model/manifest-version.ts';
import { allMigrations } from '../../../src/read/migrations/all-migrations.ts';
import { meaningOf, upgradeText } from '../../support/upgrade-text.ts';

test('there is one migration for every version before the current one, in order', () => {
  expect(allMigrations.map(({ from }) => from)).toEqual(
    Array.from({ length: currentVersion }, (_, version) => version),
  );
});

test('members move under their new key with their comments, and everything else stays where it is', () => {
  expect(
    upgradeText(`# yaml-language-server: $schema=…
# Our first listing.
version: 0  # the draft

# What the repository is called, too.
name: churn-scorer   # short
type: "model"

framework: typescript
os: &os amazonlinux:2023   # scannable

# What comes in.
accepts:
  - text/csv   # rows
  # and, for people:
  - application/json
  # (more is planned)

# This stands for itself.

returns: [ application/json ]
model:
  # Packed by the build.
  bundled: 'model'
# The end.
`),
  ).toBe(`# yaml-language-server: $schema=…
# Our first listing.
version: 1  # the draft

product:
  # What the repository is called, too.
  name: churn-scorer   # short
  type: "model-package"

framework: typescript
base: &os amazonlinux:2023   # scannable

contentTypes:
  # What comes in.
  input:
    - text/csv   # rows
    # and, for people:
    - application/json
    # (more is planned)

  # This stands for itself.

  output: [ application/json ]
artifacts:
  mode: bundled
  # Packed by the build.
  path: 'model'
# The end.
`);
});

test('a manifest in braces stays in braces, and JSON stays JSON', () => {
  expect(
    upgradeText(
      '{ version: 0, name: churn, os: "debian:9", type: model, accepts: [a/b], returns: [c/d], modelUri: s3://b/k }',
    ),
  ).toBe(
    '{ version: 1, product: { name: churn, type: model-package }, base: "debian:9", contentTypes: { input: [a/b], output: [c/d] }, artifacts: { mode: s3, path: model, s3Uri: s3://b/k } }',
  );
  const json = upgradeText(
    '{\n  "version": 0,\n  "type": "model",\n  "generator": "x",\n  "name": "churn",\n  "model": { "bundled": "m" }\n}\n',
  );
  expect(json).toBe(
    '{\n  "version": 1,\n  "product": { "type": "model-package", "name": "churn" },\n  "artifacts": { "mode": "bundled", "path": "m" }\n}\n',
  );
  expect(JSON.parse(json)).toEqual(meaningOf(json));
});

test('comments in braces stay, and the last member may go', () => {
  expect(
    upgradeText(`{
  version: 0, # v
  # the name
  name: churn, # n
  os: debian:9, # o
  # the type
  type: model # t
}
`),
  ).toBe(`{
  version: 1, # v
  # the name
  product: { name: churn, type: model-package }, # n
  base: debian:9 # o
  # the type
   # t
}
`);
});

test('hyperparameters get the names of SageMaker, in lists of either style', () => {
  expect(
    upgradeText(`version: 0
training:
  hyperparameters:
    - name: rate
      kind: float   # not an int
    - { name: rounds, "kind": 'int' }
    - { kind: choice, name: loss }
    - {name: note,kind: text}
`),
  ).toBe(`version: 1
training:
  hyperparameters:
    - name: rate
      type: continuous   # not an int
    - { name: rounds, "type": 'integer' }
    - { type: categorical, name: loss }
    - {name: note,type: free-text}
`);
});

test('a removed member leaves its comments', () => {
  expect(upgradeText('version: 0\n# made by\ngenerator: # who?\n  - me # I\n# below\nos: debian:9\n')).toBe(
    'version: 1\n# made by\n# who?\n# I\n# below\nbase: debian:9\n',
  );
});

test('Windows line ends stay, and so does a missing one at the end', () => {
  expect(upgradeText('version: 0\r\nos: debian:9\r\nmodelUri: s3://b/k # k\r\nname: churn')).toBe(
    'version: 1\r\nbase: debian:9\r\nartifacts:\r\n  mode: s3\r\n  path: model\r\n  s3Uri: s3://b/k # k\r\nproduct:\r\n  name: churn',
  );
});

test('the seller’s own depth of indentation is taken up', () => {
  expect(upgradeText('version: 0\nname: x\ninference:\n    workers: 2\n')).toBe(
    'version: 1\nproduct:\n    name: x\ninference:\n    workers: 2\n',
  );
});

test('texts over several lines keep their meaning', () => {
  const text = `version: 0
title: 'two
  lines

  of text'
description: >-
  # no comment
  folded

    kept deeper

os: debian:9
name: "a\\
  b"
`;
  expect(meaningOf(upgradeText(text))).toEqual({
    version: 1,
    product: { title: 'two lines\nof text', description: '# no comment folded\n\n  kept deeper', name: 'ab' },
    base: 'debian:9',
  });
});

test('aliases move too if their anchor is still before them, in the lines above or in the moved lines', () => {
  expect(
    upgradeText('version: 0\nname: &n churn\nos: debian:9\ntitle: *n\nupload: { repository: *n }\n'),
  ).toBe('version: 1\nproduct:\n  name: &n churn\n  title: *n\nbase: debian:9\nupload: { repository: *n }\n');
  expect(upgradeText('version: 0\nos: &o debian:9\nname: churn\nframework: x\ntitle: *o\n')).toBe(
    'version: 1\nbase: &o debian:9\nproduct:\n  name: churn\n  title: *o\nframework: x\n',
  );
});

test.each([
  [
    'both spellings are there',
    'version: 0\nos: debian:9\nbase: debian:10\n',
    `marketplace.yaml:2:1: error: \`os\` and \`base\` are both here, and the upgrade turns the one into the other [upgrade-said-twice]
  os: debian:9
  ^^
  fix: remove one of the two, and run the upgrade again
  note: marketplace.yaml:3:1: \`base\` is here
`,
  ],
  [
    'two members become one',
    'version: 0\nmodel: { bundled: m }\nmodelUri: s3://b/k\n',
    `marketplace.yaml:2:1: error: \`model\` and \`modelUri\` are both here, and the upgrade turns the one into the other [upgrade-said-twice]
  model: { bundled: m }
  ^^^^^
  fix: remove one of the two, and run the upgrade again
  note: marketplace.yaml:3:1: \`modelUri\` is here
`,
  ],
  [
    'the version did not have a key',
    'version: 0\nacepts: [text/csv]\n',
    `marketplace.yaml:2:1: error: \`acepts\` is not a known key [unknown-key]
  acepts: [text/csv]
  ^^^^^^
  fix: rename the key to \`accepts\`
`,
  ],
  [
    'a word is none of the version’s',
    'version: 0\ntraining: { hyperparameters: [{ name: a, kind: flota }] }\n',
    `marketplace.yaml:2:48: error: \`kind\` is "flota"; it can be int, float, choice or text [value-not-allowed]
  training: { hyperparameters: [{ name: a, kind: flota }] }
                                                 ^^^^^
  fix: write \`float\`
`,
  ],
  [
    'an edit would touch what an alias stands for',
    'version: 0\ntraining:\n  hyperparameters:\n    - { name: a, kind: &k int }\n    - { name: b, kind: int, description: *k }\n',
    `marketplace.yaml:5:42: error: the upgrade changes what the alias *k stands for [upgrade-alias]
      - { name: b, kind: int, description: *k }
                                           ^^
  because: the changed text would be read in two places, and only one of them is meant
  fix: write the value out here, and run the upgrade again
  note: marketplace.yaml:4:27: this is the text that changes
`,
  ],
  [
    'what is to be edited is an alias',
    'version: 0\nupload: { tags: { kind: &k float } }\ntraining: { hyperparameters: [{ name: a, kind: *k }] }\n',
    `marketplace.yaml:3:48: error: the upgrade changes what the alias *k stands for [upgrade-alias]
  training: { hyperparameters: [{ name: a, kind: *k }] }
                                                 ^^
  because: the changed text would be read in two places, and only one of them is meant
  fix: write the value out here, and run the upgrade again
`,
  ],
  [
    'an alias would come to stand before its anchor',
    'version: 0\nname: churn\nos: &os debian:9\ntitle: *os\n',
    `marketplace.yaml:4:8: error: the upgrade changes what the alias *os stands for [upgrade-alias]
  title: *os
         ^^^
  because: the changed text would be read in two places, and only one of them is meant
  fix: write the value out here, and run the upgrade again
  note: marketplace.yaml:3:9: this is the text that changes
`,
  ],
  [
    'a key is written with a question mark',
    'version: 0\n? name\n: churn\n',
    `marketplace.yaml:2:3: error: \`name\` does not begin its line, so the upgrade does not move it [upgrade-by-hand]
  ? name
    ^^^^
  fix: write it as  key: value  on a line of its own, and try again
`,
  ],
  [
    'moved lines would end up in a text',
    'version: 0\nframework: |+\n  x\nname: churn\n\n',
    `marketplace.yaml:2:12: error: this text takes in the blank lines behind it, and the upgrade moves lines [upgrade-by-hand]
  framework: |+
             ^^
  fix: leave out the + , and run the upgrade again
`,
  ],
  [
    'the version is no number',
    'version: draft\nname: churn\n',
    `marketplace.yaml:1:1: error: \`version\` is not the number of a version [wrong-value]
  version: draft
  ^^^^^^^
  fix: write  version: 1 , or the version that the file is written in
`,
  ],
])('nothing is guessed where %s', (_, text, problems) => {
  expect(upgradeText(text)).toBe(problems);
});

test('an upgraded text has nothing left to upgrade, and a current one is left alone', () => {
  const once = upgradeText('version: 0\nname: churn\nos: debian:9\ngenerator: x\n');
  expect(upgradeText(once)).toBe(once);
  expect(upgradeText('version: 1\nbase: debian:9\n')).toBe('version: 1\nbase: debian:9\n');
});

test('a team file without a version is upgraded by what it says', () => {
  expect(upgradeText('os: debian:9\nupload: { region: us-east-2 }\n')).toBe(
    'base: debian:9\nupload: { region: us-east-2 }\n',
  );
  expect(upgradeText('anything: else\n')).toBe('anything: else\n');
});
