import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { mergeMemberTexts } from '../../../src/merge/members/merge-member-texts.ts';
import { yamlMembers } from '../../../src/merge/members/yaml-members.ts';
import type { Json } from '../../../src/model/file-plan.ts';
import { keptMemberInWords } from '../../../src/problem/kept-member-words.ts';
import { tries } from '../../support/every-case.ts';

const byHand = `# The build of our team.
version: 0.2

env:
    variables:
        STAGE: "prod"   # never another one
phases:
    install:
        commands:
        - npm ci
        - |
          echo "two
          lines"

    build: { commands: [npm test] }  # short
artifacts:
    files: ['**/*']
`;

const ours = `# Generated.
version: 0.2
env:
  # Bash, for pipefail.
  shell: bash
  variables:
    STAGE: dev
    PATTERN: '**'
phases:
  build:
    commands:
      - ci/build.sh
# In parts.
batch:
  fast-fail: false
`;

test('YAML of the seller’s stays as it is written, and gets our members with their comments', () => {
  expect(merge({ previous: undefined, current: byHand, incoming: ours })).toEqual({
    kept: ['8 `env.variables.STAGE` stays "prod"; generated is "dev"'],
    text: `# The build of our team.
version: 0.2

env:
    # Bash, for pipefail.
    shell: bash
    variables:
        STAGE: "prod"   # never another one
        PATTERN: '**'
phases:
    install:
        commands:
        - npm ci
        - |
          echo "two
          lines"

    build: {commands: [npm test, ci/build.sh]} # short
# In parts.
batch:
    fast-fail: false
artifacts:
    files: ['**/*']
`,
  });
});

test('a list gets the items that it lacks, and its comments stay where they are', () => {
  const current = 'commands:\n  # First.\n  - "npm ci"\n\n  - npm test # twice\n';
  expect(merge({ previous: undefined, current, incoming: 'commands: [ci/build.sh, npm test]\n' })).toEqual({
    text: `${current}  - ci/build.sh\n`,
    kept: [],
  });
});

test('later, what the generator changes and removes follows, and what both changed stays', () => {
  const current = merge({ previous: undefined, current: byHand, incoming: ours }).text;
  const incoming = ours
    .replace("PATTERN: '**'", 'PATTERN: listings')
    .replace('STAGE: dev', 'STAGE: test')
    .replace(/# In parts[\s\S]*/, '');
  expect(merge({ previous: ours, current, incoming })).toEqual({
    kept: ['8 `env.variables.STAGE` stays "prod"; generated is "test"'],
    text: current.replace("PATTERN: '**'", 'PATTERN: listings').replace(/# In parts[\s\S]*?false\n/, ''),
  });
});

test('the seller’s comments on what goes stay in the file, and ours go', () => {
  const previous = 'a: 1\n# Ours.\nb:\n  - c\n';
  const current = 'a: 1\n# Ours.\nb: # mine 1\n  - c # mine 2\n';
  expect(merge({ previous, current, incoming: 'a: 1\n' })).toEqual({
    text: 'a: 1\n\n# mine 1\n# mine 2\n',
    kept: [],
  });
});

test.each([
  '',
  '# nothing\n',
  '- a\n',
  'text',
  'a: [1',
  'a: 1\n---\nb: 2\n',
  'a: 1\na: 2\n',
  '? [x]\n: 1\n',
  'a: *b\n',
])('what is no map of YAML is not merged: %j', (text) => {
  expect(yamlMembers(text)).toBeUndefined();
});

test('an alias stays; where only one of its places changes, its value is written out', () => {
  const current = 'base: &base\n  a: 1\nother:\n  <<: *base\n  b: 2\n';
  expect(merge({ previous: undefined, current, incoming: 'new: 1\n' }).text).toBe(`new: 1\n${current}`);
  const twice = 'one: &one\n  a: 1\ntwo: *one\n';
  expect(merge({ previous: undefined, current: twice, incoming: 'one:\n  c: 1\n' }).text).toBe(
    'one: &one\n  c: 1\n  a: 1\ntwo:\n  a: 1\n',
  );
});

const value = fc.letrec<{ value: Json; record: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(
      '1',
      'on',
      'two\nlines\n',
      2,
      null,
      true,
      ['a'],
      ['b', 'a'],
      [],
      {},
      '# no comment',
      'a: b',
    ),
    tie('record'),
    fc.array(tie('value'), { maxLength: 2 }),
  ),
  record: fc.dictionary(fc.constantFrom('a', 'b', 'on', '1', 'x y'), tie('value'), {
    minKeys: 1,
    maxKeys: 4,
  }) as fc.Arbitrary<Json>,
}));

test('whatever is merged is YAML, has all comments, and has the value of the merge', () => {
  const layouts = fc.constantFrom(
    (json: Json) => stringify(json),
    (json: Json) => stringify(json, { indent: 4, indentSeq: false }),
    (json: Json) =>
      stringify(json)
        .replace(/^/, '# mine\n')
        .replace(/^( *)(\w+:)/gm, '$1# mine\n$1$2'),
    (json: Json) => stringify(json, { collectionStyle: 'flow' }),
    (json: Json) => JSON.stringify(json, null, 2),
  );
  // Without shared objects, which would be anchors.
  const record = value.record.map((json) => JSON.parse(JSON.stringify(json)) as Json);
  fc.assert(
    fc.property(record, record, record, fc.boolean(), layouts, (before, now, next, isFirst, layout) => {
      const current = layout(now);
      const [last, incoming] = [before, next].map((json) => stringify(json));
      const texts = { previous: isFirst ? undefined : last, current, incoming: incoming ?? '' };
      const { text } = merge(texts);
      expect(yamlMembers(text)).toBeDefined();
      expect(text.split('# mine').length).toBeGreaterThanOrEqual(current.split('# mine').length);
      expect(merge({ ...texts, previous: texts.incoming, current: text })).toEqual({ text, kept: [] });
    }),
    { numRuns: tries(300, 3000) },
  );
});

function merge(texts: {
  readonly previous: string | undefined;
  readonly current: string;
  readonly incoming: string;
}) {
  const merged = mergeMemberTexts({ isSure: true, ...texts }, yamlMembers);
  if (!merged) throw new Error('not merged');
  const { text, kept } = merged;
  return { text, kept: kept.map((member) => `${member.line} ${keptMemberInWords(member)}`) };
}
