import { inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { readsOf, watchReads } from '../../listing/runtime/training/watched-values.ts';

type Values = { [name: string]: unknown };
const plain = { rounds: 3, rate: 0.5, loss: 'log' };

/** The names that are unread after this. */
function unreadAfter(use: (values: Values) => unknown): readonly string[] | undefined {
  const values: Values = watchReads({ ...plain });
  use(values);
  return readsOf(values)?.unread;
}

const some: readonly (readonly [string, (values: Values) => unknown])[] = [
  ['a member', (values) => values['rounds']],
  ['destructuring', ({ rounds }) => rounds],
  ['a picked member', (values) => Reflect.get(values, 'rounds')],
];

test.each(some)('%s is a read of that value alone', (_, use) => {
  expect(unreadAfter(use)).toEqual(['rate', 'loss']);
});

const whole: readonly (readonly [string, (values: Values) => unknown])[] = [
  ['spread', (values) => ({ ...values })],
  ['the rest of destructuring', ({ ...rest }) => rest],
  ['Object.entries', (values) => Object.fromEntries(Object.entries(values))],
  ['Object.assign', (values) => Object.assign({}, values)],
  ['JSON', (values) => JSON.parse(JSON.stringify(values))],
  ['structuredClone', (values) => structuredClone(values)],
  ['v8.serialize', (values) => deserialize(serialize(values))],
  [
    'a message to a worker thread',
    (values) => {
      const { port1, port2 } = new MessageChannel();
      port1.postMessage(values);
      const { message } = receiveMessageOnPort(port2) ?? {};
      port1.close();
      return message;
    },
  ],
];

test.each(whole)('%s copies all values, and reads them', (_, copy) => {
  expect(unreadAfter((values) => expect(copy(values)).toEqual(plain))).toEqual([]);
});

test('neither names nor a printed line are reads', () => {
  const all = Object.keys(plain);
  expect(unreadAfter((values) => expect(Object.keys(values)).toEqual(all))).toEqual(all);
  expect(unreadAfter((values) => expect(inspect(values)).toBe(inspect(plain)))).toEqual(all);
  expect(unreadAfter((values) => 'rounds' in values && 'other' in values)).toEqual(all);
});

test('they are a plain object otherwise', () => {
  const values: Values = watchReads({ ...plain });
  expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  expect(values).toEqual(plain);
  values['rounds'] = 9;
  values['own'] = true;
  delete values['loss'];
  expect({ ...values }).toEqual({ rounds: 9, rate: 0.5, own: true });
  expect(values['nothing']).toBeUndefined();
});
