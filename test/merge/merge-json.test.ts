import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeText as merge } from '../../src/merge/merge-text.ts';
import type { ThreeTexts } from '../../src/merge/three-texts.ts';
import { jsonText } from '../../src/text/json-text.ts';
import { tries } from '../support/every-case.ts';

const previous = jsonText({ name: 'churn', dependencies: { a: '1' }, scripts: { test: 'node --test' } });

test('a dependency of the seller’s stands beside a new version of ours, which lines would call a conflict', () => {
  const current = previous.replace('"a": "1"', '"a": "1",\n    "mine": "2"');
  const incoming = previous.replace('"a": "1"', '"a": "9"');
  expect(mergeText({ previous, current, incoming })).toEqual({
    kind: 'clean',
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
    kind: 'clean',
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
  expect(merged).toEqual({ kind: 'clean', text: listed(prices.slice(0, 1), 'new') });
});

test('in a list whose items share a name, no item is lost', () => {
  const listed = (...items: string[]) => jsonText({ list: items.map((key) => ({ key })) });
  const merged = mergeText({
    previous: listed('a', 'a'),
    current: listed('a', 'a', 'b'),
    incoming: listed('c', 'a', 'a'),
  });
  expect(merged).toEqual({ kind: 'clean', text: listed('c', 'a', 'a', 'b') });
});

test('the same member changed on both sides is marked, line by line', () => {
  const merged = mergeText({
    previous,
    current: previous.replace('"a": "1"', '"a": "2"'),
    incoming: previous.replace('"a": "1"', '"a": "3"'),
  });
  expect(merged.kind).toBe('conflict');
  expect(merged.text).toContain('<<<<<<< yours\n    "a": "2"\n');
});

test('a member that the seller changed and the generator removed is marked', () => {
  const merged = mergeText({
    previous,
    current: previous.replace('"a": "1"', '"a": "2"'),
    incoming: jsonText({ name: 'churn', scripts: { test: 'node --test' } }),
  });
  expect(merged.kind).toBe('conflict');
});

test('a member that is removed on one side and changed on the other is marked at its own place, not in a similar member', () => {
  const listed = (value: string) => [{ name: 'x', value }];
  const merged = mergeText({
    previous: jsonText({ a: listed('2') }),
    current: jsonText({ mine: listed('2') }),
    incoming: jsonText({ a: listed('1') }),
  });
  expect(merged.kind).toBe('conflict');
  expect(JSON.parse(decidedAsYours(merged.text))).toEqual({ mine: listed('2') });
});

test('similar members that differ on both sides are merged at their own places', () => {
  const item = (name: string) => [{ name, value: '1' }];
  const [current, incoming] = [
    { c: item('1'), a: '1' },
    { c: '1', a: item('2') },
  ];
  const merged = mergeText({
    previous: jsonText({ a: item('1') }),
    current: jsonText(current),
    incoming: jsonText(incoming),
  });
  expect(JSON.parse(decidedAsYours(merged.text))).toEqual(current);
  expect(JSON.parse(decidedAsGenerated(merged.text))).toEqual(incoming);
});

test('a list without names merges as lines do', () => {
  const files = (...names: string[]) => jsonText({ name: 'churn', files: names });
  const merged = mergeText({
    previous: files('a', 'b'),
    current: files('mine', 'a', 'b'),
    incoming: files('a', 'c'),
  });
  expect(merged).toEqual({ kind: 'clean', text: files('mine', 'a', 'c') });
});

test('what the seller laid out by hand is merged by lines', () => {
  const current = `// mine\n${previous}`;
  expect(mergeText({ previous, current, incoming: previous.replace('churn', 'other') }).text).toBe(
    `// mine\n${previous.replace('churn', 'other')}`,
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
      expect(JSON.parse(decidedAsYours(merged.text))).toMatchObject(own);
      if (merged.kind === 'conflict') return;
      expect(mergeText({ previous: incoming, current: merged.text, incoming })).toEqual(merged);
    }),
    { numRuns: tries(500, 3000) },
  );
});

function mergeText(texts: Omit<ThreeTexts, 'isSure'> & { readonly isSure?: boolean }) {
  return merge({ isSure: true, ...texts });
}

const conflict = /<<<<<<< yours\n(.*?)\|{7} last generated\n.*?=======\n(.*?)>>>>>>> newly generated\n/gs;

function decidedAsYours(text: string): string {
  return text.replaceAll(conflict, '$1');
}

function decidedAsGenerated(text: string): string {
  return text.replaceAll(conflict, '$2');
}
