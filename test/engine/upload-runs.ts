import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsCall } from '../support/aws.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { listingWith } from './publishing.ts';

export const region = 'us-east-2';
export const bucket = 'example-models-us-east-2';

/** A model package with one image and a model in S3, so that an upload has to do everything. */
export function s3Listing(): string {
  const artifacts = `artifacts: { mode: s3, path: model, s3Uri: s3://${bucket}/churn/model.tar.gz }`;
  const folder = listingWith(modelPackage({ artifacts }), ['churn-scorer:0.1.0']);
  addModel(folder, 300_000);
  return folder;
}

/** Random bytes, which cannot be compressed. */
export function addModel(folder: string, bytes: number): void {
  mkdirSync(join(folder, 'model'), { recursive: true });
  writeFileSync(join(folder, 'model', 'weights.bin'), randomBytes(bytes));
}

/** The changes that were made, without refused ones. A scan may be requested any number of times. */
export function changesMade(changes: readonly AwsCall[]): readonly string[] {
  return changes
    .filter(({ operation, status }) => status < 400 && operation !== 'StartImageScan')
    .map(({ operation }) => operation);
}

/** The changes of an upload without any failure. */
export const cleanChanges = ['CreateRepository', 'PutObject'];

/** The output from the error on, without the words of other programs. */
export function toldError(err: string): string {
  const from = err.indexOf('error: ');
  return err.slice(from === -1 ? err.length : from).replace(/^ {2}said: .*\n/m, '');
}

/** The contents of a folder for temporary files, without Node's compile cache. */
export function leftIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name !== 'node-compile-cache');
}
