import { describe, expect, test } from 'vitest';
import type { Codec } from '../../../src/model/catalogue.ts';
import { answerFault, openReader } from '../../../src/rehearse/answers/answer-fault.ts';
import { recordsOf } from '../../../src/rehearse/answers/records-of.ts';
import type { Reply } from '../../../src/rehearse/stage.ts';

const typeOf = (codec: Codec, split: 'Line' | 'None' = 'None') =>
  ({ type: `x/${codec}`, codec, split, assemble: 'None', extension: codec }) as const;

function reply(text: string, status = 200): Reply {
  const value = { status, headers: {}, body: new TextEncoder().encode(text) };
  return { ok: true, value, milliseconds: 3 } as unknown as Reply;
}

const faultOf = (text: string, codec: Codec, records?: number) =>
  answerFault(reply(text), { output: typeOf(codec), records });

describe('a 200 that no caller can use', () => {
  test.each<[string, Codec, string]>([
    // AWS's own sample for Marketplace answers each failure so.
    ['Error during model invocation: could not convert string to float', 'csv', 'it tells an exception'],
    ['Error during model invocation: x', 'json', 'it is not JSON'],
    ['"ValueError: x"', 'json', 'it tells an exception: ValueError: x'],
    ['Traceback (most recent call last):\n  File "x", line 1', 'text', 'it tells an exception'],
    ['sklearn.exceptions.NotFittedError: This instance is not fitted', 'text', 'it tells an exception'],
    ['{"error": "no model"}', 'json', 'it tells an exception: error: no model'],
    ['{"predictions": ["TypeError(\'x\')"]}', 'json', 'it tells an exception'],
    ['Exception: x\n', 'jsonlines', 'line 1 is not JSON'],
    ['"Failed: x"\n1\n', 'jsonlines', 'it tells an exception'],
  ])('%j, as %s: %s', (text, codec, words) => {
    expect(faultOf(text, codec)).toContain(words);
  });
});

test.each<[string, Codec]>([
  ['0.3\n', 'csv'],
  ['{"error": 0.25, "score": 1}', 'json'],
  ['{"predictions": [{"label": "error"}], "error": "none"}', 'json'],
  ['The error rate falls. Errors: few.', 'text'],
  ['{"prediction": "a", "text": "hello world"}', 'json'],
  ['{"error": "", "score": 1}', 'json'],
])('%j, as %s, is a prediction', (text, codec) => {
  expect(faultOf(text, codec)).toBeUndefined();
});

test('another status is told with its body', () => {
  expect(answerFault(reply('no such column', 400), { output: typeOf('csv') })).toBe(
    '400 in 3 ms: no such column',
  );
});

describe('the number of predictions', () => {
  test.each<[string, Codec, number | undefined, boolean]>([
    ['1\n2\n3\n', 'csv', 3, true],
    ['1\n2\n', 'csv', 3, false],
    ['0.1,0.2,0.3\n', 'csv', 3, true],
    ['[1, 2]', 'json', 3, false],
    ['{"predictions": [1, 2]}', 'json', 3, false],
    ['{"score": 1}', 'json', 3, true],
    ['[0.2, 0.8]', 'json', 1, true],
    ['[1, 2]', 'json', undefined, true],
  ])('%j, as %s, for %j records is right: %j', (text, codec, records, isRight) => {
    expect(faultOf(text, codec, records) === undefined).toBe(isRight);
  });
});

test.each<[string, Codec, 'Line' | 'None', number | undefined]>([
  ['1,2\n3,4\n', 'csv', 'Line', 2],
  ['age,city\n3,x\n4,y\n', 'csv', 'Line', undefined],
  ['a,b\nc,d\n', 'csv', 'Line', 2],
  ['1,2\n3,4\n', 'csv', 'None', undefined],
  ['{"instances": [1, 2, 3]}', 'json', 'None', 3],
  ['[1, 2, 3]', 'json', 'None', undefined],
  ['{"text": "x"}', 'json', 'None', undefined],
  ['1\n2\n', 'jsonlines', 'Line', 2],
  ['1,"2', 'csv', 'Line', undefined],
])('the records of %j, as %s by %s, are %j', (text, codec, split, records) => {
  expect(recordsOf(new TextEncoder().encode(text), typeOf(codec, split))).toBe(records);
});

test('an answer that was sound is not read again, and another one is', () => {
  const fault = openReader({ output: typeOf('json') });
  expect([fault(reply('[1]')), fault(reply('[1]'))]).toEqual([undefined, undefined]);
  expect(fault(reply('[1'))).toContain('it is not JSON');
});
