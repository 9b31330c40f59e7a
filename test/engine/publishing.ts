import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { engine } from '../images/run-engine.ts';
import type { AwsCall } from '../support/aws.ts';
import { generatedFolder } from '../support/listing-folder.ts';
import { type Front, publishStep } from '../support/publish-step.ts';
import type { Ran } from '../support/run-bin.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Ecr } from './ecr-registry.ts';
import { tryDocker } from './engine.ts';

export interface Publishing {
  readonly step?: 'upload' | 'register';
  readonly words?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a step of a listing with the account of the test and the engine of the tests. */
export function publish(
  ecr: Ecr,
  folder: string,
  front: Front,
  { step = 'upload', words = [], environment = {} }: Publishing = {},
): Ran {
  return publishStep(front, step, folder, words, { ENGINE: engine(), ...ecr.environment, ...environment });
}

/** A listing in its own folder. Small images have the names that its build would use. */
export function listingWith(yaml: string, images: readonly string[]): string {
  const folder = generatedFolder(yaml);
  for (const image of images) makeImage(image);
  return folder;
}

/** An image with one file, which is different in every image. */
export function makeImage(image: string): void {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'model'), randomBytes(3_000_000));
  spawnSync('tar', ['-cf', join(folder, 'root.tar'), '-C', folder, 'model']);
  const { status, stderr } = tryDocker(['import', join(folder, 'root.tar'), image]);
  expect(status, stderr).toBe(0);
  onTestFinished(() => void tryDocker(['image', 'rm', '--force', image]));
}

/** The requests, without the parts that differ between runs. */
export function asked(calls: readonly AwsCall[]): readonly string[] {
  return calls.map(({ operation, parameters }) => `${operation} ${JSON.stringify(parameters)}`);
}
