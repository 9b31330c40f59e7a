import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { awsClients } from '../../../src/shell/publish/aws-clients.ts';
import { sumOfModel } from '../../../src/shell/publish/pack-model.ts';
import { type ModelStorage, storeModel } from '../../../src/shell/publish/store-model.ts';
import { type Aws, awsMissing, startAws } from '../../support/aws.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const missing = awsMissing();
const bucket = 'example-models-us-east-2';
const s3Uri = `s3://${bucket}/churn/model.tar.gz`;

test.skipIf(missing)(`a model is stored once, with a sum that says which it is${missing ?? ''}`, async () => {
  const { aws, storage } = await start();
  expect(await storeModel(storage)).toMatchObject({ s3Uri, isSent: true });
  expect(await storeModel(storage)).toMatchObject({ s3Uri, isSent: false });
  const sent = (await aws.changes()).filter(({ operation }) => operation !== 'CreateBucket');
  expect(sent.map(({ operation }) => operation)).toEqual(['PutObject']);
  // A bucket with this name may belong to another account.
  const asked = (await aws.calls()).filter(({ service }) => service === 's3');
  for (const { parameters } of asked) expect(parameters['ExpectedBucketOwner']).toBe(aws.account);
});

test.skipIf(missing)(
  `another model under the same address is refused, unless it is told to replace it${missing ?? ''}`,
  async () => {
    const { storage } = await start();
    await storeModel(storage);
    writeFileSync(join(storage.folder, 'model', 'weights.bin'), 'others');
    await expect(storeModel(storage)).rejects.toThrow(`${s3Uri} already exists, and is another model`);
    expect((await storeModel({ ...storage, movesTag: true })).isSent).toBe(true);
  },
);

test.skipIf(missing)(
  `a bucket of another Region is refused before anything is sent${missing ?? ''}`,
  async () => {
    const { storage } = await start('eu-west-1');
    await expect(storeModel(storage)).rejects.toThrow(
      `the bucket ${bucket} is in eu-west-1, and the listing in us-east-2`,
    );
  },
);

test.skipIf(missing)(`a large model goes on where its transfer broke off${missing ?? ''}`, async () => {
  const { aws, storage, said } = await start();
  inParts();
  writeFileSync(join(storage.folder, 'model', 'weights.bin'), randomBytes(11_000_000));
  await aws.fail('UploadPart', { code: 'AccessDenied', status: 403 }, 1);
  await expect(storeModel(storage)).rejects.toThrow('cannot send part 1');
  const partsSent = async () =>
    (await aws.calls()).filter(({ operation, status }) => operation === 'UploadPart' && status === 200);
  expect(await partsSent()).toHaveLength(0);
  await aws.fail('CompleteMultipartUpload', { code: 'AccessDenied', status: 403 }, 1);
  await expect(storeModel(storage)).rejects.toThrow('cannot store');
  expect(await partsSent()).toHaveLength(3);
  expect(await storeModel(storage)).toMatchObject({ isSent: true });
  expect(await partsSent()).toHaveLength(3);
  expect(said.filter((line) => line.includes('part'))).toHaveLength(3);
  const begun = (await aws.calls()).filter(({ operation }) => operation === 'CreateMultipartUpload');
  expect(begun).toHaveLength(1);
  expect(readdirSync(join(storage.folder, '.sagemaker-mkt', 'upload'))).toEqual([]);
  expect((await storeModel(storage)).isSent).toBe(false);
});

test('a link that leads to nothing is named', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'model'));
  symlinkSync('nowhere', join(folder, 'model', 'broken.bin'));
  const model = { folder: 'model', s3Uri, bucket, key: 'churn/model.tar.gz' };
  const storage = {
    clients: awsClients('us-east-2'),
    folder,
    work: folder,
    model,
    owner: '1',
    movesTag: false,
    say: () => undefined,
  };
  await expect(storeModel(storage)).rejects.toThrow('model/broken.bin is a link to a place outside model');
});

test.skipIf(missing)(
  `no transfer begins if its ID cannot be stored, because no run could continue it${missing ?? ''}`,
  async () => {
    const { aws, storage } = await start();
    inParts();
    const model = join(storage.folder, 'model');
    writeFileSync(join(model, 'weights.bin'), randomBytes(100_000));
    const kept = join('.sagemaker-mkt', 'upload', await sumOfModel(model));
    mkdirSync(join(storage.folder, kept), { recursive: true });
    await expect(storeModel(storage)).rejects.toMatchObject({ message: `${kept} is not a file` });
    const asked = (await aws.calls()).map(({ operation }) => operation);
    expect(asked).not.toContain('CreateMultipartUpload');
  },
);

/** Makes the parts as small as S3 allows, and treats every model as large. */
function inParts(): void {
  vi.stubEnv('MULTIPART_ABOVE', '1000');
  vi.stubEnv('PART_BYTES', String(5 * 1024 * 1024));
}

async function start(region = 'us-east-2'): Promise<{ aws: Aws; storage: ModelStorage; said: string[] }> {
  const aws = await startAws();
  for (const [name, value] of Object.entries(aws.environment)) vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  await aws.addBucket(bucket, region);
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'model'));
  writeFileSync(join(folder, 'model', 'weights.bin'), 'weights');
  const said: string[] = [];
  const model = { folder: 'model', s3Uri, bucket, key: 'churn/model.tar.gz' };
  const storage = {
    clients: awsClients('us-east-2'),
    folder,
    work: temporaryFolder(),
    model,
    owner: aws.account,
    movesTag: false,
    say: (line: string) => void said.push(line),
  };
  return { aws, storage, said };
}
