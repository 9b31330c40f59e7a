import { describe, expect, test } from 'vitest';
import { printNpy } from '../../../listing/runtime/codecs/write-npy.ts';
import type { Codec } from '../../../src/model/catalogue.ts';
import { predictionFault } from '../../../src/rehearse/answers/prediction-faults.ts';
import { resolveText } from '../../support/build-listing.ts';
import { modelPackage } from '../../support/expect-problems.ts';

const two = fieldsOf(
  '[{ name: score, type: number, max: 1 }, { name: label, type: string, values: [stays, leaves], required: false }]',
);
const one = fieldsOf('[{ name: score, type: number, max: 1 }]');
const list = fieldsOf('[{ name: scores, type: array }]');
const truth = fieldsOf('[{ name: leaves, type: boolean }, { name: on, type: date }]');

describe('an answer that has the fields', () => {
  test.each<[string, ReturnType<typeof fieldsOf>, Codec, string | Uint8Array]>([
    ['objects', two, 'json', '{"predictions": [{"score": 1, "label": "stays"}, {"score": 0}]}'],
    ['one object', two, 'json', '{"score": 1, "label": null}'],
    ['rows', two, 'json', '[[1, "stays"], [0, null]]'],
    ['one row', two, 'json', '[1, "stays"]'],
    ['values of the only field', one, 'json', '{"predictions": [0.5, {"score": 1}, [1]]}'],
    ['one list', list, 'json', '[1, 2, 3]'],
    ['lists', list, 'json', '[[1, 2], [3]]'],
    ['lines', two, 'jsonlines', '{"score": 1}\n[0.5, "leaves"]\n'],
    ['CSV', two, 'csv', '1,stays\n0.5,\n'],
    ['CSV of truths and days', truth, 'csv', 'True,2026-01-31\n0,2026-01-31'],
    ['CSV of lists', list, 'csv', '"[1, 2]"'],
    ['a text', one, 'text', '0.5\n1'],
    ['an array', one, 'npy', printNpy([0.5, 1])],
    ['an array of rows', list, 'npy', printNpy([[1, 2]])],
    ['bytes', one, 'bytes', 'x'],
  ])('%s', (_title, fields, codec, body) => {
    expect(predictionFault(Buffer.from(body), { codec }, fields)).toBeUndefined();
  });
});

describe('an answer without them is told with prediction, field and rule', () => {
  test.each<[ReturnType<typeof fieldsOf>, Codec, string | Uint8Array, string]>([
    [
      two,
      'json',
      '{"predictions": [{"score": 0}, {"score": 2}]}',
      'prediction 2, field "score": 2 is above its `max` of 1',
    ],
    [two, 'json', '[{"label": "stays"}]', 'prediction 1, field "score": it is missing'],
    [two, 'json', '[{"score": 1, "lable": "stays"}]', 'prediction 1, field "lable": there is no such field'],
    [two, 'json', '[[1, "goes"]]', 'prediction 1, field "label": "goes" is not among its `values`'],
    [two, 'json', '[[1]]', 'prediction 1 has 1 values, and there are 2 fields'],
    [two, 'json', '[0.5]', 'prediction 1 is 0.5, and not an object or a list of 2 values'],
    [one, 'json', '["high"]', 'prediction 1, field "score": "high" is not a number'],
    [two, 'jsonlines', '{"score": 1}\n{"score": "1"}', 'prediction 2, field "score": "1" is not a number'],
    [two, 'csv', ',stays', 'prediction 1, field "score": it is missing'],
    [two, 'csv', '0.5', 'prediction 1 has 1 values, and there are 2 fields'],
    [truth, 'csv', 'yes,2026-01-31', 'prediction 1, field "leaves": "yes" is not true or false'],
    [one, 'text', 'hello', 'prediction 1, field "score": "hello" is not a number'],
    [one, 'npy', printNpy([0.5, 2]), 'prediction 2, field "score": 2 is above its `max` of 1'],
    [one, 'npy', printNpy([0.5, Number.NaN]), 'prediction 2, field "score": it is missing'],
    [one, 'bytes', '', 'the answer is empty'],
  ])('%#', (fields, codec, body, words) => {
    expect(predictionFault(Buffer.from(body), { codec }, fields)).toBe(words);
  });
});

function fieldsOf(output: string) {
  return resolveText(modelPackage({ fields: `fields: { output: ${output} }` })).fields.output;
}
