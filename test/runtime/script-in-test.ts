import { join } from 'node:path';
import type { HyperparameterRule } from '../../listing/runtime/training.ts';
import { type Running, start, writeListing } from './listing-in-test.ts';
import { channels, failureIn, hyperparameters } from './train-in-test.ts';

export interface ScriptJob {
  /** The files of the seller; the first one is the script. */
  readonly files: Readonly<Record<string, string>>;
  readonly hyperparameters?: Readonly<Record<string, string>>;
  readonly rules?: readonly HyperparameterRule[];
  /** SageMaker's file about the cluster. */
  readonly resources?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface RunningScript extends Running {
  readonly folder: string;
  readonly failure: () => string | undefined;
}

/**
 * A job of a listing in script mode, as real processes. Hyperparameters are free texts unless rules are
 * given.
 */
export function startScript({ files, ...job }: ScriptJob): RunningScript {
  const given = job.hyperparameters ?? {};
  const freeTexts = Object.keys(given).map((name) => ({ name, kind: 'free-text', required: false }));
  const folder = writeListing({
    ...hyperparameters(given),
    ...channels({ train: { TrainingInputMode: 'File', ContentType: 'text/csv' } }),
    ...job.resources,
    'ml/input/data/train/rows.csv': '1,2\n3,4\n',
    'runtime/contract.ts': `
      export const hyperparameters = ${JSON.stringify(job.rules ?? freeTexts)};
      export const channels = [{ name: 'train', required: true, inputModes: ['File'], contentTypes: ['text/csv'] }];
      export const metrics = [];
      export const distributed = true;`,
    ...files,
  });
  const [script = ''] = Object.keys(files);
  const running = start(folder, 'runtime/training/script.ts', job.environment, [script]);
  return { ...running, folder, failure: () => failureIn(folder) };
}

/** Runs a successful script to its end, and returns its stdout and stderr. */
export async function trainWith(job: ScriptJob): Promise<string> {
  const running = startScript(job);
  const code = await running.exitCode;
  if (code !== 0) throw new Error(`ended with ${code}:\n${running.printed()}`);
  return running.printed();
}

/** The arguments and variables that a script gets. */
export async function seenBy(job: Omit<ScriptJob, 'files'>, script = 'train.py'): Promise<Seen> {
  const text = `import json, os, sys
print("seen " + json.dumps({"words": sys.argv, "folder": os.getcwd(), "variables": dict(os.environ)}))`;
  const printed = await trainWith({ ...job, files: { [script]: text } });
  return JSON.parse(/^seen (.*)$/m.exec(printed)?.[1] ?? '');
}

export interface Seen {
  readonly words: readonly string[];
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

export function modelIn(folder: string, name: string): string {
  return join(folder, 'ml/model', name);
}
