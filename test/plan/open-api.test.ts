import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { isOfType } from '../../src/model/field-misfit.ts';
import { everyField, textsOf } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

const contentTypes =
  'contentTypes: { input: [text/csv, application/json, application/jsonlines], output: [application/json] }';
const scores =
  'fields: { input: [{ name: text, type: string }], output: [{ name: score, type: number, max: 1 }] }';

describe('the JSON of a request', () => {
  const takes = schemaOf(
    modelPackage({ contentTypes, fields: everyField.replace(/ {2}output:.*/s, '') }),
    'request',
  );
  const whole = { age: 42, 'income (k)': 1.5, active: true };

  test.each<[string, unknown]>([
    ['an object', whole],
    ['a list', [whole, { ...whole, plan: null, more: { a: 1 } }]],
    ['instances, with other members beside them', { instances: [whole], parameters: { k: 1 } }],
    ['rows', { instances: [[42, 1.5, 'basic', '2026-01-31', true, null, null]] }],
  ])('may be %s', (_title, body) => {
    expect(takes(body)).toBe(true);
  });

  test.each<[string, object]>([
    ['a missing field', { age: 42, active: true }],
    ['a surplus field', { ...whole, size: 1 }],
    ['a number above its range', { ...whole, age: 121 }],
    ['a fraction', { ...whole, age: 1.5 }],
    ['a text for a number', { ...whole, age: '42' }],
    ['another value', { ...whole, plan: 'gold' }],
    ['what is no day', { ...whole, since: 'yesterday' }],
    ['a short row', [[42, 1.5]]],
  ])('may not have %s', (_title, body) => {
    expect(takes({ instances: [body].flat() })).toBe(false);
  });
});

test('the only field may be sent and answered by its value alone', () => {
  const yaml = modelPackage({ contentTypes, fields: scores });
  const [takes, answers] = [schemaOf(yaml, 'request'), schemaOf(yaml, '200')];
  for (const body of ['a', ['a', { text: 'b' }, ['c']], { instances: ['a'] }]) expect(takes(body)).toBe(true);
  for (const body of [0.5, [{ score: 0.5 }, [0.5], 1], { predictions: [0.5] }])
    expect(answers(body)).toBe(true);
  for (const body of [2, { predictions: ['high'] }, [{ score: 2 }]]) expect(answers(body)).toBe(false);
});

test('the samples of text are examples, and obey their schemas', () => {
  const yaml = modelPackage({ contentTypes, fields: everyField });
  const { content } = documentOf(yaml).paths['/invocations'].post.requestBody;
  const texts = textsOf(yaml);
  expect(content['text/csv'].example).toBe(texts.get('samples/text-csv.csv'));
  expect(content['application/jsonlines'].example).toBe(texts.get('samples/application-jsonlines.jsonl'));
  const { example } = content['application/json'];
  expect(example).toEqual(JSON.parse(texts.get('samples/application-json.json') ?? ''));
  expect(schemaOf(yaml, 'request')(example)).toBe(true);
});

test('a listing without fields has no such document', () => {
  expect([...textsOf(modelPackage()).keys()]).not.toContain('marketplace/openapi.json');
});

function documentOf(yaml: string) {
  return JSON.parse(textsOf(yaml).get('marketplace/openapi.json') ?? '');
}

/** Whether a JSON body is allowed as a request, or as the answer with this status. */
function schemaOf(yaml: string, which: 'request' | '200'): (body: unknown) => boolean {
  const document = documentOf(yaml);
  const { requestBody, responses } = document.paths['/invocations'].post;
  const { schema } = (which === 'request' ? requestBody : responses[which]).content['application/json'];
  const ajv = new Ajv2020({ strict: false, formats: { date: (text: string) => isOfType('date', text) } });
  const check = ajv.compile({ ...schema, components: document.components });
  return (body) => check(body) === true;
}
