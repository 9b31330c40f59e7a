import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonMembers } from '../../../src/merge/members/json-members.ts';
import { mergeMemberTexts } from '../../../src/merge/members/merge-member-texts.ts';
import type { Json } from '../../../src/model/file-plan.ts';
import { keptMemberInWords } from '../../../src/problem/kept-member-words.ts';
import { jsonText } from '../../../src/text/json-text.ts';
import { tries } from '../../support/every-case.ts';

const previous = jsonText({ name: 'churn', dependencies: { a: '1' }, scripts: { test: 'node --test' } });

test('a dependency of the seller’s stands beside a new version of ours, which lines would call a conflict', () => {
  const current = previous.replace('"a": "1"', '"a": "1",\n    "mine": "2"');
  const incoming = previous.replace('"a": "1"', '"a": "9"');
  expect(mergeText({ previous, current, incoming })).toEqual({
    kept: [],
    text: previous.replace('"a": "1"', '"a": "9",\n    "mine": "2"'),
  });
});

test('a file as npm lays it out stays so', () => {
  const laidOut = `${JSON.stringify({ ...JSON.parse(previous), files: ['x', 'y'] }, null, 4)}\n`;
  const incoming = previous.replace('"a": "1"', '"a": "9"');
  expect(mergeText({ previous, current: laidOut, incoming }).text).toBe(
    laidOut.replace('"a": "1"', '"a": "9"'),
  );
});

test('additions of the generator keep their position, and removed members go', () => {
  const incoming = jsonText({ name: 'churn', type: 'module', scripts: { test: 'node --test' } });
  const current = previous.replace('"name": "churn"', '"name": "churn",\n  "mine": true');
  expect(mergeText({ previous, current, incoming }).text).toBe(
    jsonText({ name: 'churn', type: 'module', mine: true, scripts: { test: 'node --test' } }),
  );
});

const prices = [
  { key: 'small', price: '<say>' },
  { key: 'large', price: '<say>' },
];

test('items are merged by name: the seller’s values stay, new items are added, and removed items go', () => {
  const current = jsonText({ prices: [{ key: 'small', price: '0.10', note: 'mine' }, prices[1] ?? ''] });
  const incoming = jsonText({ prices: [{ key: 'tiny', price: '<say>' }, prices[0] ?? ''] });
  expect(mergeText({ previous: jsonText({ prices }), current, incoming })).toEqual({
    kept: [],
    text: jsonText({
      prices: [
        { key: 'tiny', price: '<say>' },
        { key: 'small', price: '0.10', note: 'mine' },
      ],
    }),
  });
});

test('an item that the seller took out stays out, and a list of one merges what is in it', () => {
  const listed = (list: typeof prices, title: string) => jsonText({ cards: [{ card: list, title }] });
  const merged = mergeText({
    previous: listed(prices, 'old'),
    current: listed(prices.slice(0, 1), 'old'),
    incoming: listed(prices, 'new'),
  });
  expect(merged).toEqual({ kept: [], text: listed(prices.slice(0, 1), 'new') });
});

test('in a list whose items share a name, no item is lost', () => {
  const listed = (...items: string[]) => jsonText({ list: items.map((key) => ({ key })) });
  const merged = mergeText({
    previous: listed('a', 'a'),
    current: listed('a', 'a', 'b'),
    incoming: listed('c', 'a', 'a'),
  });
  expect(merged).toEqual({ kept: [], text: listed('c', 'a', 'a', 'b') });
});

test('a member that both sides changed stays the seller’s, without marks, and is told with its line', () => {
  const current = previous.replace('"a": "1"', '"a": "2"');
  expect(mergeText({ previous, current, incoming: previous.replace('"a": "1"', '"a": "3"') })).toEqual({
    text: current,
    kept: ['4 `dependencies.a` stays "2"; generated is "3"'],
  });
});

test('a member that the seller changed and the generator removed stays and is told', () => {
  const current = previous.replace('"a": "1"', '"a": "2"');
  const incoming = jsonText({ name: 'churn', scripts: { test: 'node --test' } });
  expect(mergeText({ previous, current, incoming })).toEqual({
    text: current,
    kept: ['3 `dependencies` stays {"a":"2"}; it is no longer generated'],
  });
});

test('a member that the seller deleted stays out when the generator changes it, and is told', () => {
  const current = jsonText({ name: 'churn', scripts: { test: 'node --test' } });
  expect(mergeText({ previous, current, incoming: previous.replace('"a": "1"', '"a": "3"') })).toEqual({
    text: current,
    kept: ['1 `dependencies` stays out; generated is {"a":"3"}'],
  });
});

test('a change lands in its own member, not in a similar one', () => {
  const item = (name: string) => [{ name, value: '1' }];
  const current = jsonText({ c: item('1'), a: '1' });
  const merged = mergeText({
    previous: jsonText({ a: item('1') }),
    current,
    incoming: jsonText({ c: '1', a: item('2') }),
  });
  expect(merged.text).toBe(current);
  expect(merged.kept).toHaveLength(2);
});

test('a list without names merges as lines do', () => {
  const files = (...names: string[]) => jsonText({ name: 'churn', files: names });
  const merged = mergeText({
    previous: files('a', 'b'),
    current: files('mine', 'a', 'b'),
    incoming: files('a', 'c'),
  });
  expect(merged).toEqual({ kept: [], text: files('mine', 'a', 'c') });
});

const byHand = `{
  // Ours since 2019.
  "name": "churn", /* short */
  "scripts": { "test": "node --test" }, // as in CI
  "dependencies": {
    "a": "1" // pinned, see #12
  }
}
`;

test('comments, and what the seller laid out by hand, stay as they are', () => {
  const incoming = jsonText({
    name: 'churn',
    type: 'module',
    dependencies: { a: '1', b: '2' },
    scripts: { test: 'node --test', start: 'node .' },
  });
  expect(mergeText({ previous: undefined, current: byHand, incoming }).text).toBe(`{
  // Ours since 2019.
  "name": "churn", /* short */
  "type": "module",
  "scripts": { "test": "node --test", "start": "node ." }, // as in CI
  "dependencies": {
    "a": "1", // pinned, see #12
    "b": "2"
  }
}
`);
});

test('a comment in what goes stays', () => {
  const incoming = jsonText({ name: 'churn', scripts: { test: 'node --test' } });
  expect(mergeText({ previous, current: byHand, incoming }).text).toBe(`{
  // Ours since 2019.
  "name": "churn", /* short */
  "scripts": { "test": "node --test" } // as in CI
  // pinned, see #12
}
`);
});

test.each([
  ['{}', '{\n  "name": "n",\n  "list": ["a"]\n}'],
  ['{}\n', '{\n  "name": "n",\n  "list": ["a"]\n}\n'],
  ['{\n}\n', '{\n  "name": "n",\n  "list": ["a"]\n}\n'],
  ['{"mine":1}', '{"name": "n", "list": ["a"], "mine":1}'],
  ['{ "list": ["b"] }\n', '{ "name": "n", "list": ["b","a"] }\n'],
  ['{\n\t"mine": {}\n}', '{\n\t"name": "n",\n\t"list": [\n\t\t"a"\n\t],\n\t"mine": {}\n}'],
  ['{ "name": "n" // x\n}\n', '{ "name": "n", "list": ["a"] // x\n}\n'],
  ['{\n  "name": "n", // x\n}\n', '{\n  "name": "n", // x\n  "list": ["a"],\n}\n'],
  ['\ufeff{ "name": "n" }', '\ufeff{ "name": "n", "list": ["a"] }'],
])('what is added is laid out as the text is: %j', (current, text) => {
  expect(
    mergeText({ previous: undefined, current, incoming: jsonText({ name: 'n', list: ['a'] }) }).text,
  ).toBe(text);
});

test.each([
  '',
  'null',
  '[]',
  '"text"',
  '{',
  '{"a":1,,}',
  '{"a" 1}',
  "{'a':1}",
  '{"a":01}',
  '{} {}',
  '['.repeat(99_999),
])('what is no JSON object is not merged: %.20s', (text) => {
  expect(jsonMembers(text)).toBeUndefined();
});

test('without a base the seller’s values stay, lists of plain values go together, and what says nothing gives way', () => {
  const current = jsonText({ name: 'mine', description: '', keywords: ['x', 'y'], steps: [{ do: 1 }] });
  const incoming = jsonText({ name: 'ours', description: 'Churn', keywords: ['y', 'z'], steps: [{ do: 2 }] });
  expect(mergeText({ previous: undefined, current, incoming })).toEqual({
    text: jsonText({ name: 'mine', description: 'Churn', keywords: ['x', 'y', 'z'], steps: [{ do: 1 }] }),
    kept: [
      '2 `name` stays "mine"; generated is "ours"',
      '5 `steps` stays [{"do":1}]; generated is [{"do":2}]',
    ],
  });
});

const jsonValue = fc.letrec<{ value: Json; record: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>('1', 2, null, ['a'], ['b', 'a'], [], {}),
    tie('record'),
    fc.array(tie('value'), { maxLength: 2 }),
  ),
  record: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', '1'), tie('value'), {
    maxKeys: 4,
  }) as fc.Arbitrary<Json>,
}));

test('whatever is merged is JSON, has all comments, and has the value of the merge', () => {
  const layouts = fc.constantFrom(
    (value: Json) => jsonText(value),
    (value: Json) => JSON.stringify(value, null, '\t'),
    (value: Json) => JSON.stringify(value),
    (value: Json) =>
      JSON.stringify(value, null, 2).replaceAll('\n', ' // mine\n').replace(/,?$/, ' // mine\n'),
    (value: Json) => jsonText(value).replaceAll(/([{[,])/g, '$1 /* mine */ '),
    (value: Json) =>
      jsonText(value)
        .replaceAll(/(["\]}\w])\n/g, '$1,\n')
        .replace(/,\n$/, '\n'),
  );
  const { record } = jsonValue;
  fc.assert(
    fc.property(record, record, record, fc.boolean(), layouts, (before, now, next, isFirst, layout) => {
      const current = layout(now);
      const texts = { previous: isFirst ? undefined : jsonText(before), current, incoming: jsonText(next) };
      const { text, kept } = mergeText(texts);
      const value = jsonMembers(text)?.value;
      expect(value).toBeDefined();
      expect(text.split('mine').length).toBe(current.split('mine').length);
      if (!current.includes('mine') && !/,\s*[}\]]/.test(current)) expect(JSON.parse(text)).toEqual(value);
      const again = mergeText({ ...texts, previous: texts.incoming, current: text });
      expect(again).toEqual({ text, kept: [] });
      if (kept.length === 0 && isFirst)
        expect(mergeText({ ...texts, current: text })).toEqual({ text, kept: [] });
    }),
    { numRuns: tries(500, 5000) },
  );
});

test('no member of the seller’s is lost, and a second merge changes nothing', () => {
  const item = fc.record({ name: fc.constantFrom('1', '2', '__proto__'), value: fc.constantFrom('1', '2') });
  const value = fc.oneof(
    fc.constantFrom('1', '2'),
    fc.dictionary(fc.constantFrom('x', 'y', '__proto__'), fc.constantFrom('1', '2')),
    fc.array(item, { maxLength: 3 }),
  );
  const record = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'constructor'), value);
  const mine = fc.dictionary(fc.constantFrom('mine 1', 'mine 2'), value);
  fc.assert(
    fc.property(record, record, record, mine, (before, now, next, own) => {
      const incoming = jsonText(next);
      const merged = mergeText({
        previous: jsonText(before),
        current: jsonText({ ...now, ...own }),
        incoming,
      });
      expect(JSON.parse(merged.text)).toMatchObject(own);
      expect(mergeText({ previous: incoming, current: merged.text, incoming })).toEqual({
        ...merged,
        kept: [],
      });
    }),
    { numRuns: tries(500, 3000) },
  );
});

function mergeText(texts: {
  readonly previous: string | undefined;
  readonly current: string;
  readonly incoming: string;
}) {
  const merged = mergeMemberTexts({ isSure: true, ...texts }, jsonMembers);
  if (!merged) throw new Error('not merged');
  const { text, kept } = merged;
  return { text, kept: kept.map((member) => `${member.line} ${keptMemberInWords(member)}`) };
}
