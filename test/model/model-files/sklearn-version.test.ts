import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestSklearnVersion, sklearnVersion } from '../../../src/model/model-files/sklearn-version.ts';

/** What each protocol of pickle writes between the name and the end of the version, as scikit-learn 1.9.1 saved it. */
const written: readonly (readonly [string, string])[] = [
  ['protocol 0', 'V_sklearn_version\np8\nV1.9.1\np9\ns'],
  ['protocol 0 without a memo', 'V_sklearn_version\nV1.9.1\ns'],
  ['protocol 1', 'X\x10\0\0\0_sklearn_versionq\x08X\x05\0\0\x001.9.1q\x09u'],
  [
    'protocol 2 with many objects',
    'X\x10\0\0\0_sklearn_versionr\x08\x01\0\0X\x05\0\0\x001.9.1r\x09\x01\0\0u',
  ],
  ['protocol 4', '\x8c\x10_sklearn_version\x94\x8c\x051.9.1\x94u'],
];

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each(written)('the version is found in %s, wherever a piece of the file begins', (_protocol, text) => {
  for (const before of ['', '\0\xff_sklearn', 'raw array bytes'])
    expect(sklearnVersion(bytesOf(`${before}${text} and more`))).toBe('1.9.1');
  expect(text.length).toBeLessThan(longestSklearnVersion);
});

test('a version that an earlier object has, or that is none, is not guessed', () => {
  expect(sklearnVersion(bytesOf('\x8c\x10_sklearn_version\x94h\x03'))).toBeUndefined();
  expect(sklearnVersion(bytesOf('\x8c\x10_sklearn_version\x94\x8c\x05other\x94'))).toBeUndefined();
  expect(sklearnVersion(bytesOf('\x8c\x10_sklearn_version\x94X\xff\xff\xff\xff1.9.1'))).toBeUndefined();
});

test('no bytes make it throw, wherever they are cut', () => {
  const near = fc.constantFrom(...written.map(([, text]) => bytesOf(text)));
  const pieces = fc.array(fc.oneof(fc.uint8Array({ maxLength: 40 }), near), { maxLength: 4 });
  fc.assert(
    fc.property(pieces, fc.nat(200), (parts, cut) => {
      const version = sklearnVersion(Uint8Array.from(parts.flatMap((part) => [...part])).subarray(0, cut));
      expect(version === undefined || /^\d[\w.]*$/.test(version)).toBe(true);
    }),
  );
});
