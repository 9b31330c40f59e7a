import fc from 'fast-check';
import { expect, test } from 'vitest';
import { xgboostVersion } from '../../../src/model/model-files/xgboost-version.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const json = bytesOf('{"learner":{"attributes":{},"feature_nam');
const ubjson = bytesOf('{L\0\0\0\0\0\0\0\x07learner{L\0\0\0\0\0\0\0\nattributes{}L');
const inUbjson = (numbers: string) => bytesOf(`}}L\0\0\0\0\0\0\0\x07version[#L\0\0\0\0\0\0\0\x03${numbers}}`);

test('the version is read from the end of a JSON model, with or without spaces', () => {
  const end = '"neg_loss_param":{"scale_pos_weight":"1"}}},"version":[3,2,0]}';
  expect(xgboostVersion({ head: json, tail: bytesOf(end) })).toBe('3.2.0');
  const spaced = { head: bytesOf('{\n  "learner": {'), tail: bytesOf('},\n "version": [2, 1, 4]\n}\n') };
  expect(xgboostVersion(spaced)).toBe('2.1.4');
});

test('the version is read from the end of a UBJSON model, in every width', () => {
  expect(xgboostVersion({ head: ubjson, tail: inUbjson('i\x02i\x01i\x04') })).toBe('2.1.4');
  expect(xgboostVersion({ head: ubjson, tail: inUbjson('i\x02U\xc8I\x01\x04') })).toBe('2.200.260');
});

test('other JSON, and files that are cut off, have no version', () => {
  const tail = bytesOf('"version":[3,2,0]}');
  expect(xgboostVersion({ head: bytesOf('{"weights":[1]'), tail })).toBeUndefined();
  expect(xgboostVersion({ head: json, tail: bytesOf('"version":[3,2') })).toBeUndefined();
  expect(xgboostVersion({ head: ubjson, tail: inUbjson('i\x02i') })).toBeUndefined();
});

test('no bytes make it throw', () => {
  const any = fc.uint8Array({ maxLength: 60 });
  const whole = inUbjson('i\x02U\xc8I\x01\x04');
  const cut = fc.nat(whole.length).map((at) => whole.subarray(0, at));
  fc.assert(
    fc.property(fc.oneof(any, fc.constantFrom(json, ubjson)), fc.oneof(any, cut), (head, tail) => {
      const version = xgboostVersion({ head, tail });
      expect(version === undefined || /^\d+\.\d+\.\d+$/.test(version)).toBe(true);
    }),
  );
});
