import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { engine } from '../images/run-engine.ts';
import type { AwsCall } from '../support/aws.ts';
import { generatedFolder } from '../support/listing-folder.ts';
import { type Ran, runBin } from '../support/run-bin.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Ecr } from './ecr-registry.ts';
import { tryDocker } from './engine.ts';

/** The two ways to the same end, which must come to the same. */
export const fronts = ['the script', 'the command'] as const;
export type Front = (typeof fronts)[number];
export type Step = 'upload' | 'register';

export interface Publishing {
  readonly step?: Step;
  readonly words?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a step of a listing against the account, without waiting longer than it must. */
export function publish(
  ecr: Ecr,
  folder: string,
  front: Front,
  { step = 'upload', words = [], environment = {} }: Publishing = {},
): Ran {
  const env = { PAUSE_SECONDS: '0', ENGINE: engine(), ...ecr.environment, ...environment };
  if (front === 'the command') return runBin([step, ...words], folder, env);
  const { AWS_REGION: _region, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync('bash', [`scripts/${step}.sh`, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...inherited, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

/** A listing in a folder of its own, with small images under the names that its build would give them. */
export function listingWith(yaml: string, images: readonly string[]): string {
  const folder = generatedFolder(yaml);
  for (const image of images) makeImage(image);
  return folder;
}

/** Of one file that no other image has. */
export function makeImage(image: string): void {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'model'), randomBytes(3_000_000));
  spawnSync('tar', ['-cf', join(folder, 'root.tar'), '-C', folder, 'model']);
  const { status, stderr } = tryDocker(['import', join(folder, 'root.tar'), image]);
  expect(status, stderr).toBe(0);
  onTestFinished(() => void tryDocker(['image', 'rm', '--force', image]));
}

/** What was asked for, without what differs from one run to the next. */
export function asked(calls: readonly AwsCall[]): readonly string[] {
  return calls.map(({ operation, parameters }) => `${operation} ${JSON.stringify(parameters)}`);
}
