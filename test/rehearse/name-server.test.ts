import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedName, failedAnswer, isOfMachine } from '../../src/shell/rehearse/name-server.ts';

/** A question for an address, with what it carries besides its name. */
function query(labels: readonly string[], { flags = 0x0100, more = '' } = {}): Buffer {
  const name = labels.flatMap((label) => [label.length, ...Buffer.from(label)]);
  const counts = [0, 1, 0, 0, 0, 0, 0, more === '' ? 0 : 1];
  const question = [...name, 0, 0, 1, 0, 1];
  return Buffer.from([
    0x12,
    0x34,
    flags >> 8,
    flags & 0xff,
    ...counts,
    ...question,
    ...Buffer.from(more, 'hex'),
  ]);
}

/** The sender takes answers of 1232 bytes. */
const edns = '00002904d0000000000000';

describe('the name server of a rehearsal', () => {
  test('reads the name of a query in small letters, whatever else the query carries', () => {
    expect(askedName(query(['Events', 'Example', 'com']))).toBe('events.example.com');
    expect(askedName(query(['events', 'example', 'com'], { more: edns }))).toBe('events.example.com');
    expect(askedName(query([]))).toBe('');
  });

  test.each([
    ['an answer', query(['a', 'com'], { flags: 0x8180 })],
    ['a head alone', query(['a', 'com']).subarray(0, 12)],
    ['half a name', query(['events', 'com']).subarray(0, 15)],
    ['a name without a type', query(['a', 'com']).subarray(0, -2)],
    ['a name that goes on elsewhere', Buffer.from([...query([]).subarray(0, 12), 0xc0, 0x0c, 0, 1, 0, 1])],
    ['nothing', Buffer.alloc(0)],
  ])('takes no name from %s', (_, bytes) => {
    expect(askedName(bytes)).toBeUndefined();
  });

  test('tells no name that never leaves a machine', () => {
    const own = ['', 'localhost', 'db.localhost', '3ee307ca0af6'];
    const others = ['localhost.example.com', 'mylocalhost', '3ee307ca0af6.example.com', 'cafe'];
    expect([own.filter(isOfMachine), others.filter(isOfMachine)]).toEqual([own, []]);
  });

  test('reads any bytes to their end', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void askedName(bytes)));
  });

  test('answers with the same question and a failure, and nothing else', () => {
    const asked = query(['a', 'example'], { more: edns });
    expect(Buffer.from(failedAnswer(asked)).toString('hex')).toBe(
      `1234 8182 0001 0000 0000 0000 01 61 07 ${Buffer.from('example').toString('hex')} 00 0001 0001`.replaceAll(
        ' ',
        '',
      ),
    );
  });
});
