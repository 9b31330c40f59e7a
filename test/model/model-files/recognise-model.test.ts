import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { judge } from '../../../src/model/model-files/grades.ts';
import { type ModelFile, piecesOf } from '../../../src/model/model-files/pieces.ts';
import { recogniseFile } from '../../../src/model/model-files/recognise-model.ts';
import { inflateStart } from '../../../src/shell/from-model/inflate-start.ts';
import { zipOf } from '../../support/zip-of.ts';

const file = (name: string, bytes: Uint8Array | string): ModelFile => ({
  ...piecesOf(typeof bytes === 'string' ? Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)) : bytes),
  name,
  inflate: inflateStart,
});

const eight = (number: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(number));
  return bytes;
};

function safetensors(header: string, length = header.length): Uint8Array {
  return Buffer.concat([eight(length), Buffer.from(header), Buffer.alloc(16)]);
}

const tensors = '{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}';

test('safetensors are weights without a network', () => {
  const found = recogniseFile(file('model.safetensors', safetensors(tensors)));
  expect(found).toMatchObject({ format: 'safetensors', more: [['holds', '1 tensors of F32, 4 values']] });
  expect(found && judge(found)).toMatchObject({ grade: 'needs-load' });
});

test.each([
  ['a header that is longer than the file', safetensors(tensors, 1e12)],
  ['a header that is no JSON', safetensors('{"w"')],
  ['a header without tensors', safetensors('{"__metadata__":{}}')],
])('%s is no safetensors', (_what, bytes) => {
  expect(recogniseFile(file('model.safetensors', bytes))).toBeUndefined();
});

const textOf = (text: string) => Buffer.concat([eight(text.length), Buffer.from(text)]);
const member = (name: string, value: string) =>
  Buffer.concat([textOf(name), Buffer.from([8, 0, 0, 0]), textOf(value)]);

test('a GGUF model is packaged, with its name and kind', () => {
  const head = Buffer.concat([Buffer.from('GGUF'), Buffer.from([3, 0, 0, 0]), eight(1), eight(2)]);
  const bytes = Buffer.concat([
    head,
    member('general.architecture', 'llama'),
    member('general.name', 'Tiny'),
  ]);
  const found = recogniseFile(file('model.gguf', bytes));
  expect(found).toMatchObject({
    format: 'gguf',
    more: [
      ['name', 'Tiny'],
      ['of kind', 'llama'],
      ['context', ''],
    ],
  });
  expect(found && judge(found)).toMatchObject({ grade: 'packaged-only' });
  expect(recogniseFile(file('model.gguf', Buffer.concat([head, eight(2 ** 52)])))).toMatchObject({
    format: 'gguf',
  });
});

const config = (layers: unknown) =>
  JSON.stringify({ module: 'keras', class_name: 'Sequential', config: { layers } });
const metadata = JSON.stringify({ keras_version: '3.15.1' });
const rows = [{ module: 'keras.layers', class_name: 'InputLayer', config: { batch_shape: [null, 3] } }];

test('a Keras model in a zip is read, and a bomb in it is unpacked in part', () => {
  const good = zipOf({ 'metadata.json': metadata, 'config.json': config(rows) });
  expect(recogniseFile(file('a.keras', good))).toMatchObject({
    format: 'keras',
    version: '3.15.1',
    columns: { count: 3 },
  });
  const bomb = deflateRawSync(Buffer.alloc(200e6, ' '));
  const begun = performance.now();
  const found = recogniseFile(
    file('a.keras', zipOf({ 'metadata.json': metadata, 'config.json': bomb }, 'deflated')),
  );
  expect(found).toMatchObject({
    format: 'keras',
    obstacle: { because: 'the file does not say what a record is' },
  });
  expect(performance.now() - begun).toBeLessThan(10_000);
});

test('a zip of anything else is unknown', () => {
  expect(recogniseFile(file('a.zip', zipOf({ 'notes.txt': 'Things to do.' })))).toBeUndefined();
});

test('an old binary model of XGBoost is told, with what reads it', () => {
  const param = Buffer.alloc(136);
  param.writeUInt32LE(7, 4);
  const bytes = Buffer.concat([Buffer.from('binf'), param, textOf('binary:logistic'), Buffer.alloc(64)]);
  const found = recogniseFile(file('0001.model', bytes));
  expect(found).toMatchObject({ format: 'xgboost-binary', task: 'binary:logistic', columns: { count: 7 } });
  expect(found && judge(found)).toMatchObject({
    grade: 'needs-load',
    because: 'XGBoost 3.1 and newer do not read this format',
  });
});

test.each([
  ['model.json', '{"learner":{"attributes":{},"feature_names":["a"],'],
  ['model.txt', 'tree\nversion=v4\nmax_feature_idx=3\n'],
  ['model.onnx', '\x08\x08\x3a\xff\xff\x01'],
])('%s that ends too early is told so, and not served', (name, text) => {
  const found = recogniseFile(file(name, text));
  expect(found).toMatchObject({ isPartlyRead: true });
  expect(found && judge(found)).toMatchObject({ grade: 'packaged-only' });
});
