import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PublishedModel } from '../../model/publication.ts';
import { setting } from '../environment-settings.ts';
import { errorCode } from '../error-code.ts';
import { Refusal } from '../refusal.ts';
import type { Say } from '../reporter.ts';
import { asRefusal, must } from './ask-aws.ts';
import type { AwsClients, S3 } from './aws-clients.ts';
import { checkModel } from './check-model.ts';
import { type KeptTransfer, keptTransfer } from './kept-transfer.ts';
import { hasFiles, packModel, sumOfModel } from './pack-model.ts';
import { type SentFile, sendInParts } from './send-in-parts.ts';

export interface ModelStorage {
  readonly clients: AwsClients;
  /** The listing's folder. */
  readonly folder: string;
  /** A temporary folder with room for the model. */
  readonly work: string;
  readonly model: PublishedModel;
  /** The account that must own the bucket. */
  readonly owner: string;
  readonly movesTag: boolean;
  readonly say: Say;
}

export interface StoredModel {
  readonly s3Uri: string;
  /** SHA-256 of the archive before it is compressed. */
  readonly tarSha256: string;
  readonly isSent: boolean;
}

const multipartAbove = 100_000_000;

/** Packs the model and stores it, unless S3 already has it. */
export async function storeModel(storage: ModelStorage): Promise<StoredModel> {
  const { clients, folder, work, model, owner, say } = storage;
  const { s3Uri } = model;
  const source = join(folder, model.folder);
  checkModel(folder, model.folder);
  if (!(await packing(hasFiles(source))))
    throw new Refusal(`there is no model in ${model.folder}`, 'put the files that the handler loads into it');
  await refuseOtherRegion(clients, model, owner);
  const tarSha256 = await packing(sumOfModel(source));
  const kept = keptTransfer(folder, tarSha256);
  if (await isStored(storage, tarSha256)) {
    say(`${s3Uri}: already exists`);
    kept.forget();
    return { s3Uri, tarSha256, isSent: false };
  }
  const path = join(work, 'model.tar.gz');
  await packing(packModel(source, path));
  const bytes = statSync(path).size;
  say(`${s3Uri}: sending ${Math.ceil(bytes / 1000)} kB`);
  const metadata = { 'sagemaker-mkt-tar': tarSha256 };
  await send(clients.s3, { path, bytes, model, owner, metadata }, kept, say);
  say(`${s3Uri}: stored`);
  return { s3Uri, tarSha256, isSent: true };
}

/** AWS requires images, model and resource in one Region, but S3 would accept the model anywhere. */
async function refuseOtherRegion(
  { s3Anywhere, region }: AwsClients,
  { bucket }: PublishedModel,
  owner: string,
): Promise<void> {
  const { LocationConstraint: place } = await must(
    `look for the bucket ${bucket}`,
    s3Anywhere.getBucketLocation({ Bucket: bucket, ExpectedBucketOwner: owner }),
  );
  const found = place === 'EU' ? 'eu-west-1' : (place ?? 'us-east-1');
  if (found === region) return;
  throw new Refusal(
    `the bucket ${bucket} is in ${found}, and the listing in ${region}`,
    'name a bucket of that Region in artifacts.s3Uri: AWS requires images and model in one Region',
  );
}

/** Whether the same model is stored. A different one may be in use, so it is replaced only with `--move-tag`. */
async function isStored({ clients, model, owner, movesTag }: ModelStorage, sum: string): Promise<boolean> {
  const metadata = await metadataOf(clients.s3, model, owner);
  if (!metadata) return false;
  if (metadata['sagemaker-mkt-tar'] === sum) return true;
  if (movesTag) return false;
  throw new Refusal(
    `${model.s3Uri} already exists, and is another model`,
    'put {release} into artifacts.s3Uri, raise product.release and generate; --move-tag replaces a model that nobody uses yet',
  );
}

async function metadataOf(s3: S3, { bucket, key, s3Uri }: PublishedModel, owner: string) {
  try {
    const call = { Bucket: bucket, Key: key, ExpectedBucketOwner: owner };
    return (await s3.headObject(call)).Metadata ?? {};
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFound') return null;
    throw asRefusal(`look for ${s3Uri}`, error);
  }
}

async function packing<Packed>(work: Promise<Packed>): Promise<Packed> {
  try {
    return await work;
  } catch (error) {
    if (errorCode(error) !== 'ENOSPC')
      throw new Refusal(
        'cannot pack the model',
        'fix the cause that is printed below, and run this again',
        String(error),
      );
    throw new Refusal(
      'there is no room for model.tar.gz',
      'set TMPDIR to a folder that has enough, and run this again',
    );
  }
}

async function send(s3: S3, file: SentFile, kept: KeptTransfer, say: Say): Promise<void> {
  if (file.bytes > setting('MULTIPART_ABOVE', multipartAbove)) return sendInParts(s3, file, kept, say);
  await must(
    `store ${file.model.s3Uri}`,
    s3.putObject({
      Bucket: file.model.bucket,
      Key: file.model.key,
      Body: readFileSync(file.path),
      ChecksumAlgorithm: 'SHA256',
      Metadata: file.metadata,
      ExpectedBucketOwner: file.owner,
    }),
  );
}
