import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memberOf } from '../../../src/model/model-files/pickle/pickled.ts';
import { readPickle } from '../../../src/model/model-files/pickle/read-pickle.ts';
import { type Pieces, piecesOf } from '../../../src/model/model-files/pieces.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const read = (text: string) => readPickle(piecesOf(bytesOf(text)));

/** An object of a class `churn.Model` with one attribute, in the words of several protocols. */
const objects: readonly (readonly [string, string])[] = [
  [
    'protocol 0',
    'ccopy_reg\n_reconstructor\np0\n(cchurn\nModel\np1\nc__builtin__\nobject\np2\nNtp3\nRp4\n(dp5\nVsize\np6\nI5\nsb.',
  ],
  [
    'protocol 1',
    'ccopy_reg\n_reconstructor\nq\x00(cchurn\nModel\nq\x01c__builtin__\nobject\nq\x02Ntq\x03Rq\x04}q\x05X\x04\0\0\0sizeq\x06K\x05sb.',
  ],
  ['protocol 2', '\x80\x02cchurn\nModel\nq\x00)\x81q\x01}q\x02X\x04\0\0\0sizeq\x03K\x05sb.'],
  [
    'protocol 4',
    '\x80\x04\x95\x20\0\0\0\0\0\0\0\x8c\x05churn\x94\x8c\x05Model\x94\x93\x94)\x81\x94}\x94\x8c\x04size\x94K\x05sb.',
  ],
];

test.each(objects)('an object is read as its class and its attributes: %s', (_protocol, text) => {
  const found = read(text);
  expect(found).toMatchObject({ isWhole: true, length: text.length, value: { of: 'churn.Model' } });
  expect(memberOf(found?.value, 'size')).toBe(5);
  expect(found?.names).toContain('churn.Model');
});

test.each(objects)('of a file that is cut off, what was there is read: %s', (_protocol, text) => {
  for (let end = 1; end < text.length; end += 1)
    expect(read(text.slice(0, end))?.isWhole ?? false).toBe(false);
  expect(read(text.slice(0, -2))?.value).toMatchObject({ of: 'churn.Model' });
});

test('what a pickle would call is a name, and nothing is called', () => {
  const found = read("cos\nsystem\n(S'touch called'\ntR.");
  expect(found).toMatchObject({ value: { of: 'os.system' }, names: ['os.system'], isWhole: true });
});

test('values that hold each other many times over take no more room than their bytes', () => {
  const twice = Array.from(
    { length: 200 },
    (_, place) =>
      `h${String.fromCharCode(place)}h${String.fromCharCode(place)}\x86q${String.fromCharCode(place + 1)}`,
  );
  expect(read(`\x80\x02]q\x00${twice.join('')}.`)).toMatchObject({ isWhole: true });
});

test.each([
  ['a text of many gigabytes', '\x8d\xff\xff\xff\xff\xff\xff\0\0'],
  ['bytes of many gigabytes', '\x8e\xff\xff\xff\xff\xff\xff\0\0'],
  ['a number of gigabytes', '\x8b\xff\xff\xff\x7f'],
  ['a place in the memo that is far away', 'Nr\xff\xff\xff\xff0'],
])('%s that a pickle announces is not made', (_what, text) => {
  expect(read(`\x80\x04cchurn\nModel\n)\x81${text}`)?.isWhole).toBe(false);
});

/** A file that says to be of this size, and counts what is read of it. */
function endless(piece: string, size: number): Pieces & { readonly bytesRead: () => number } {
  const head = bytesOf('\x80\x04');
  const pattern = bytesOf(piece.repeat(1 << 17));
  let total = 0;
  return {
    size,
    read: (at, length) => {
      total += length;
      if (at === 0) return Uint8Array.from([...head, ...pattern.subarray(0, length - head.length)]);
      return pattern.subarray((at - head.length) % piece.length).subarray(0, length);
    },
    bytesRead: () => total,
  };
}

test.each([
  ['lists in lists', ']'],
  ['marks', '('],
  ['numbers', 'K\x01'],
  ['dicts', '}'],
  ['a line without an end', 'V'],
  ['things in the memo', 'N\x94'],
])('a file of 10 GB that goes on with %s is given up soon', (_what, piece) => {
  const file = endless(piece, 10e9);
  const begun = performance.now();
  expect(readPickle(file)?.isWhole ?? false).toBe(false);
  expect(file.bytesRead()).toBeLessThan(80e6);
  expect(performance.now() - begun).toBeLessThan(20_000);
});

test('no bytes make it throw, wherever they are cut, and each ends soon', () => {
  const pieces = fc.array(
    fc.oneof(fc.uint8Array({ maxLength: 12 }), fc.constantFrom(...objects.map(([, text]) => bytesOf(text)))),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(pieces, fc.nat(400), fc.nat(400), fc.nat(255), (parts, cut, place, byte) => {
      const bytes = Uint8Array.from(parts.flatMap((part) => [...part])).subarray(0, cut);
      if (bytes.length > 0) bytes[place % bytes.length] = byte;
      const found = readPickle(piecesOf(bytes));
      expect(found === undefined || typeof found.isWhole === 'boolean').toBe(true);
    }),
    { numRuns: 2000 },
  );
});
