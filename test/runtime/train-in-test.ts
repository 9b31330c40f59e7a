import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as contract from '../../listing/runtime/contract.ts';
import type { LogEntry } from '../../listing/runtime/log.ts';
import { runTraining, type TrainerOptions } from '../../listing/runtime/training/run-training.ts';
import { defineTraining, type Training, type TrainingJob } from '../../listing/runtime/training.ts';
import { writeFiles, writeListing } from './listing-in-test.ts';

const config = 'ml/input/config';

/** A job without any error for the sample contract. */
export const soundJob: Readonly<Record<string, string>> = {
  ...hyperparameters({ depth: '3' }),
  ...channels({ train: { TrainingInputMode: 'File', ContentType: 'text/csv' } }),
  'ml/input/data/train/a.csv': '1,2,x\n3,4,y\n',
};

export function hyperparameters(given: object): Record<string, string> {
  return { [`${config}/hyperparameters.json`]: JSON.stringify(given) };
}

export function channels(given: object): Record<string, string> {
  return { [`${config}/inputdataconfig.json`]: JSON.stringify(given) };
}

export function resources(given: object): Record<string, string> {
  return { [`${config}/resourceconfig.json`]: JSON.stringify(given) };
}

export interface Run {
  readonly code: 0 | 1;
  readonly folder: string;
  readonly lines: readonly string[];
  readonly logs: readonly LogEntry[];
  readonly environment: NodeJS.ProcessEnv;
  /** The input of the training code, if it was called. */
  readonly seen: TrainingJob | undefined;
  readonly failure: string | undefined;
}

/** Runs a job in this process, in its own folder. */
export function run(
  files: Readonly<Record<string, string>>,
  train?: Training['train'],
  options?: Partial<TrainerOptions>,
): Promise<Run> {
  return runIn(writeFiles({ ...soundJob, ...files }), train, options);
}

/** The same in a folder of the test. */
export async function runIn(
  folder: string,
  train: Training['train'] = () => {},
  options: Partial<TrainerOptions> = {},
): Promise<Run> {
  const lines: string[] = [];
  const logs: LogEntry[] = [];
  const environment: NodeJS.ProcessEnv = {};
  let seen: TrainingJob | undefined;
  const training = defineTraining({
    train: (given) => {
      seen = given;
      return train(given);
    },
  });
  const code = await runTraining({
    training: async () => training,
    program: join(folder, 'src/training.ts'),
    baseDir: join(folder, 'ml'),
    contract,
    environment,
    signal: new AbortController().signal,
    saveSeconds: 110,
    print: (line) => lines.push(line),
    log: (entry) => logs.push(entry),
    ...options,
  });
  return { code, folder, lines, logs, environment, seen, failure: failureIn(folder) };
}

export function failureIn(folder: string): string | undefined {
  return readIfThere(join(folder, 'ml/output/failure'));
}

export function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** A listing whose training code is this function, with a sound job. */
export function listingThatTrains(body: string, files: Readonly<Record<string, string>> = {}): string {
  return writeListing({ ...soundJob, 'src/training.ts': `export default { train: ${body} };`, ...files });
}
