import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { CompletedPart, Part } from '@aws-sdk/client-s3';
import type { PublishedModel } from '../../model/publication.ts';
import { setting } from '../environment-settings.ts';
import type { Say } from '../reporter.ts';
import { asRefusal, must } from './ask-aws.ts';
import type { S3 } from './aws-clients.ts';
import type { KeptTransfer } from './kept-transfer.ts';

export interface SentFile {
  readonly path: string;
  readonly bytes: number;
  readonly model: PublishedModel;
  /** The account that must own the bucket. */
  readonly owner: string;
  readonly metadata: Record<string, string>;
}

const usualPartBytes = 64 * 1024 * 1024;

/** Keeps the id of the transfer, so that a retry sends only the missing parts. */
export async function sendInParts(s3: S3, file: SentFile, kept: KeptTransfer, say: Say): Promise<void> {
  const { model } = file;
  // Fails before a transfer begins whose id could not be kept.
  kept.keep(kept.id);
  const place = placeOf(file);
  const { id, parts } = (await begunBefore(s3, kept.id, file)) ?? (await begin(s3, kept, file));
  const sent: CompletedPart[] = [];
  const size = setting('PART_BYTES', usualPartBytes);
  const total = Math.ceil(file.bytes / size);
  const handle = openSync(file.path, 'r');
  try {
    for (let number = 1; number <= total; number += 1) {
      const body = readPart(handle, (number - 1) * size, size);
      const sum = createHash('sha256').update(body).digest('base64');
      const there = parts.find((part) => part.PartNumber === number && part.ChecksumSHA256 === sum);
      const call = { ...place, UploadId: id, PartNumber: number, Body: body, ChecksumSHA256: sum };
      const { ETag } = there ?? (await must(`send part ${number} of ${model.s3Uri}`, s3.uploadPart(call)));
      if (!there) say(`${model.s3Uri}: part ${number} of ${total} sent`);
      sent.push({ PartNumber: number, ChecksumSHA256: sum, ...(ETag && { ETag }) });
    }
  } finally {
    closeSync(handle);
  }
  const whole = { ...place, UploadId: id, MultipartUpload: { Parts: sent } };
  await must(`store ${model.s3Uri}`, s3.completeMultipartUpload(whole));
  kept.forget();
}

interface Transfer {
  readonly id: string;
  readonly parts: readonly Part[];
}

async function begin(s3: S3, kept: KeptTransfer, file: SentFile): Promise<Transfer> {
  const { UploadId: id = '' } = await must(
    `begin to store ${file.model.s3Uri}`,
    s3.createMultipartUpload({
      ...placeOf(file),
      ChecksumAlgorithm: 'SHA256',
      Metadata: file.metadata,
    }),
  );
  kept.keep(id);
  return { id, parts: [] };
}

/** S3 forgets a transfer that was aborted; then a new one begins. */
async function begunBefore(s3: S3, id: string, file: SentFile): Promise<Transfer | null> {
  if (id === '') return null;
  const parts: Part[] = [];
  let after: string | undefined;
  try {
    do {
      const call = { ...placeOf(file), UploadId: id };
      const page = await s3.listParts({ ...call, ...(after && { PartNumberMarker: after }) });
      parts.push(...(page.Parts ?? []));
      after = page.IsTruncated ? page.NextPartNumberMarker : undefined;
    } while (after);
    return { id, parts };
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchUpload') return null;
    throw asRefusal(`look for what is sent of ${file.model.s3Uri}`, error);
  }
}

function placeOf({ model, owner }: SentFile) {
  return { Bucket: model.bucket, Key: model.key, ExpectedBucketOwner: owner };
}

function readPart(handle: number, at: number, size: number): Uint8Array {
  const part = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const read = readSync(handle, part, filled, size - filled, at + filled);
    if (read === 0) break;
    filled += read;
  }
  return part.subarray(0, filled);
}
