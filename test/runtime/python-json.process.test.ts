import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  toolkitArgument,
  toolkitValue,
  toolkitVariable,
} from '../../listing/runtime/training/toolkit-values.ts';
import { tries } from '../support/every-case.ts';

const number = fc.oneof(
  fc.constantFrom(
    '-0',
    '-0.0',
    '007',
    '1e400',
    '.5',
    '5.',
    '1e',
    '+1',
    'NaN',
    '-NaN',
    '-Infinity',
    'infinity',
  ),
  fc.double().map(String),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
  fc.tuple(fc.integer(), fc.integer({ min: -30, max: 30 })).map(([digits, power]) => `${digits}.5E${power}`),
);
const letters = [
  'a',
  '1',
  "'",
  '\\"',
  '\\n',
  '\\u00e9',
  '\\ud83d\\ude80',
  '🚀',
  '\uffff',
  '\u00a0',
  '\u007f',
  '\t',
  '\\x',
];
const text = fc.array(fc.constantFrom(...letters), { maxLength: 4 }).map((parts) => `"${parts.join('')}"`);
const word = fc.constantFrom('true', 'false', 'null', 'True', 'None', '');
const end = fc.constantFrom('', '', '', ',', ' ', '\n', '\u00a0', '\ufeff', ']');
const { value } = fc.letrec<{ value: string; list: string; map: string }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, number, text, word, tie('list'), tie('map')),
  list: fc
    .tuple(fc.array(tie('value'), { maxLength: 3 }), end)
    .map(([items, last]) => `[${items.join(', ')}${last}]`),
  map: fc
    .tuple(fc.array(fc.tuple(fc.oneof(text, number), tie('value')), { maxLength: 3 }), end)
    .map(([members, last]) => `{${members.map(([key, one]) => `${key}: ${one}`).join(',')}${last}}`),
}));

const inPython = `
import json, sys

def read(text):
    try:
        return json.loads(text)
    except ValueError:
        return text

def argument(value):
    if value is None:
        return ""
    if isinstance(value, dict):
        return ",".join(f"{key}={member}" for key, member in sorted(value.items()))
    return str(value)

def variable(value):
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))

values = [read(text) for text in json.load(sys.stdin)]
print(json.dumps([[variable(value), argument(value)] for value in values]))`;

test('values are read and written as Python does it', () => {
  const texts = fc.sample(value, { numRuns: tries(2000, 20_000), seed: fc.readConfigureGlobal().seed ?? 1 });
  const { stdout, stderr } = spawnSync('python3', ['-c', inPython], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  expect(stderr).toBe('');
  const expected: readonly unknown[] = JSON.parse(stdout);
  const found = texts.map((one) => [one, toolkitVariable(toolkitValue(one)), toolkitArgument(one)]);
  expect(found).toEqual(texts.map((one, index) => [one, ...(expected[index] as string[])]));
  const read = texts.filter((one) => toolkitValue(one) !== one);
  expect(read.length).toBeGreaterThan(texts.length / 4);
});
