import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsCall } from '../support/aws.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { listingWith } from './publishing.ts';

export const region = 'us-east-2';
export const bucket = 'example-models-us-east-2';

/** A model package with one image and a model in S3: everything that an upload can come to. */
export function s3Listing(): string {
  const artifacts = `artifacts: { mode: s3, path: model, s3Uri: s3://${bucket}/churn/model.tar.gz }`;
  const folder = listingWith(modelPackage({ artifacts }), ['churn-scorer:0.1.0']);
  addModel(folder, 300_000);
  return folder;
}

/** Of bytes that no compression makes fewer. */
export function addModel(folder: string, bytes: number): void {
  mkdirSync(join(folder, 'model'), { recursive: true });
  writeFileSync(join(folder, 'model', 'weights.bin'), randomBytes(bytes));
}

/** What came to be, and nothing of what was refused. A scan may be asked for as often as one likes. */
export function changesMade(changes: readonly AwsCall[]): readonly string[] {
  return changes
    .filter(({ operation, status }) => status < 400 && operation !== 'StartImageScan')
    .map(({ operation }) => operation);
}

/** Those of an upload that nobody disturbed. */
export const cleanChanges = ['CreateRepository', 'PutObject'];

/** From the error on, without what somebody else said. */
export function toldError(err: string): string {
  const from = err.indexOf('error: ');
  return err.slice(from === -1 ? err.length : from).replace(/^ {2}said: .*\n/m, '');
}

/** What is in a folder for temporary files, but for what Node keeps of our programs to start them sooner. */
export function leftIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name !== 'node-compile-cache');
}
