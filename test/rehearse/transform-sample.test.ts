import { expect, test } from 'vitest';
import { ok } from '../../src/model/result.ts';
import { transformSample } from '../../src/rehearse/acts/transform-sample.ts';
import type { BatchScene, Transform } from '../../src/rehearse/check.ts';
import { batchTransform } from '../../src/rehearse/checks/batch-transform.ts';
import type { ExpectedAnswers } from '../../src/rehearse/materials.ts';
import type { Server } from '../../src/rehearse/stage.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { shortLimits } from './broken-listing.ts';

const type = 'application/x-recordio-protobuf';

const oneRecord = Uint8Array.of(0x0a, 0x23, 0xd7, 0xce, 3, 0, 0, 0, 7, 8, 9, 0);

/** A transform of this sample, with a server that answers every request. */
function transform(body: Uint8Array, strategy: string, expected?: ExpectedAnswers): Promise<Transform> {
  const listing = resolveText(
    modelPackage({
      contentTypes: `contentTypes: { input: [${type}], output: [application/json] }`,
      validation: `validation: { role: "arn:aws:iam::123456789012:role/validation", transform: { input: s3://bucket/in, output: s3://bucket/out, contentType: ${type}, strategy: ${strategy} } }`,
    }),
  );
  const answer = {
    ...ok({ status: 200, headers: {}, body: Uint8Array.of(), connectMs: 1 }),
    milliseconds: 1,
  };
  const server = { ask: async () => answer, log: async () => [] } satisfies Partial<Server>;
  const samples = [{ type, path: 'samples/a.recordio', body }];
  const materials = {
    listing,
    samples,
    hyperparameters: undefined,
    data: new Map(),
    localModel: undefined,
    modelBytes: undefined,
    servingTypes: [],
    modelFiles: [],
    savedWith: async () => [],
    pinned: new Map(),
    code: undefined,
    isWalkthrough: false,
    expected,
    against: undefined,
  };
  return transformSample(server as unknown as Server, materials, shortLimits);
}

test('binary records go together with their frames, a dozen at least', async () => {
  const { sent, records } = await transform(oneRecord, 'MultiRecord');
  expect(records).toBe(12);
  expect(sent.map(({ length }) => length)).toEqual([12 * oneRecord.length]);
});

test('a binary record goes alone without its frame', async () => {
  const { sent } = await transform(oneRecord, 'SingleRecord');
  expect(sent).toEqual(Array(12).fill(Uint8Array.of(7, 8, 9)));
});

test('only a run that records sends the sample as it is too', async () => {
  expect((await transform(oneRecord, 'MultiRecord')).recorded).toMatchObject({ name: 'a.recordio.out' });
  const expected = { bodies: new Map(), tolerances: new Map() };
  expect((await transform(oneRecord, 'MultiRecord', expected)).recorded).toBeUndefined();
});

test('a sample that has no such records fails the transform, with the place', async () => {
  const made = await transform(Buffer.from('1,2\n'), 'MultiRecord');
  expect(made.sent).toEqual([]);
  const seen =
    batchTransform.phase === 'batch' && (await batchTransform.look({ transform: made } as BatchScene));
  expect(seen).toMatchObject({
    verdict: 'failed',
    words: `${type} by RecordIO, MultiRecord, to application/json: samples/a.recordio is no RecordIO: no whole record begins at byte 1`,
  });
});

test('a transform whose requests all get 200 is one that AWS takes, and buyers suffer from', async () => {
  const type = 'application/jsonlines';
  const listing = resolveText(
    modelPackage({ contentTypes: `contentTypes: { input: [${type}], output: [application/json] }` }),
  );
  const answer = (status: number): Transform['answers'][number] => ({
    ...ok({ status, headers: {}, body: Buffer.from('[1]'), connectMs: 1 }),
    milliseconds: 1,
  });
  const made = (status: number): Transform => ({
    profile: {
      contentType: type,
      accept: 'application/json',
      split: 'Line',
      assemble: 'None',
      strategy: 'MultiRecord',
      maxPayloadMB: 6,
    },
    sent: [Buffer.from('{}\n{}\n')],
    answers: [answer(status)],
    records: 2,
    hasHeader: false,
    assembled: Buffer.from('[1]'),
    log: [],
  });
  const look = (status: number) =>
    batchTransform.phase === 'batch' &&
    batchTransform.look({ transform: made(status), listing } as BatchScene);
  expect(look(200)).toMatchObject({ verdict: 'failed', objector: 'buyers suffer' });
  expect(look(500)).not.toHaveProperty('objector');
});
