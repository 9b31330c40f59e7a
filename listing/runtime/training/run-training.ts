import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as contract from '../contract.ts';
import { exitWhenRead, type Log, logLine, outliveReaders, print } from '../log.ts';
import type { Training } from '../training.ts';
import { hasFailure, messageOf, removeOldFailure, writeFailure } from './failure.ts';
import { type JobRules, readJob } from './job.ts';
import type { MetricRule } from './rules.ts';
import { toolkitVariables } from './toolkit-variables.ts';
import { readsOf, watchReads } from './watched-values.ts';

export interface TrainerOptions {
  /** The file that trains. SageMaker's toolkit calls it the user's entry point. */
  readonly program: string;
  /** Called after the job has been checked, so that an invalid job fails before the training code is loaded. */
  readonly training: () => Promise<Training>;
  readonly baseDir: string;
  readonly contract: JobRules & { readonly metrics: readonly MetricRule[] };
  /** The training toolkit's `SM_*` variables are added to it, for scripts and child processes. */
  readonly environment: NodeJS.ProcessEnv;
  /** Aborts when the job is stopped. */
  readonly signal: AbortSignal;
  /** How long the training code can continue after that. SageMaker kills a job 120 seconds after the stop signal. */
  readonly saveSeconds: number;
  readonly print: (line: string) => void;
  readonly log: Log;
}

/**
 * Runs one job and returns the exit code. The cause of a failure is written to the file that SageMaker shows
 * buyers.
 */
export async function runTraining(options: TrainerOptions): Promise<0 | 1> {
  const { program, baseDir, environment, signal, log } = options;
  try {
    removeOldFailure(baseDir);
    const onWait = (path: string) => log({ level: 'info', event: 'waiting-for-pipe', path });
    const job = readJob(baseDir, options.contract, { signal, onWait });
    Object.assign(environment, toolkitVariables({ baseDir, job, program, environment }));
    const modelDir = join(baseDir, 'model');
    const checkpointDir = join(baseDir, 'checkpoints');
    const outputDir = join(baseDir, 'output/data');
    for (const folder of [modelDir, checkpointDir, outputDir]) mkdirSync(folder, { recursive: true });
    const training = await options.training();
    if (typeof training?.train !== 'function')
      throw new TypeError('src/training.ts must `export default defineTraining({ train })`');
    const { channels, cluster } = job;
    const hyperparameters = watchReads(job.hyperparameters);
    const places = { modelDir, checkpointDir, outputDir };
    const report = reporter(options);
    const trained = training.train({ hyperparameters, channels, cluster, ...places, report, signal });
    await Promise.race([trained, saveDeadline(options)]);
    tellReads(options, hyperparameters);
    return 0;
  } catch (fault) {
    fail(options, fault);
    return 1;
  }
}

/** A job that was stopped may have had no time to read them all. */
function tellReads({ signal, log }: TrainerOptions, hyperparameters: object): void {
  const given = Object.keys(hyperparameters);
  const reads = readsOf(hyperparameters);
  if (signal.aborted || given.length === 0 || !reads) return;
  log({ level: 'info', event: 'hyperparameters-read', given, ...reads });
}

function saveDeadline({ signal, saveSeconds }: TrainerOptions): Promise<never> {
  const late = new Error(
    `The training code did not end within ${saveSeconds} seconds after the stop signal, so the model may be incomplete`,
  );
  return new Promise((_, reject) => {
    const start = () => setTimeout(() => reject(late), saveSeconds * 1000).unref();
    if (signal.aborted) start();
    else signal.addEventListener('abort', start, { once: true });
  });
}

/**
 * Prints metrics. Logs one error per metric if its regex does not find the printed value: SageMaker would not see
 * it.
 */
function reporter({ contract, print, log }: TrainerOptions) {
  const warned = new Set<string>();
  return (name: string, value: number): void => {
    const metric = contract.metrics.find((one) => one.name === name);
    if (!metric) throw new RangeError(`"${name}" is not a metric of this product`);
    const line = metric.print.before + decimal(value) + metric.print.after;
    print(line);
    const found = new RegExp(metric.regex).exec(line)?.[1];
    if (warned.has(name) || (found !== undefined && Number(found) === value)) return;
    warned.add(name);
    log({ level: 'error', event: 'metric-not-found', name, line, regex: metric.regex, found });
  };
}

/** Without an exponent: in `1e-7`, the usual regex `[0-9.]+` would only match the 1. */
function decimal(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 17 });
}

function fail({ baseDir, log }: Pick<TrainerOptions, 'baseDir' | 'log'>, fault: unknown): void {
  const stack = fault instanceof Error ? fault.stack : undefined;
  log({ level: 'error', event: 'training-failed', message: messageOf(fault), stack });
  try {
    writeFailure(baseDir, fault);
  } catch (writing) {
    log({ level: 'error', event: 'failure-not-written', message: messageOf(writing) });
  }
}

/**
 * Aborts at the first signal. Further SIGTERMs from SageMaker have no effect. A second Ctrl-C ends a manual run at
 * once.
 */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    logLine({ level: 'info', event: 'stopping', signal });
    stopping.abort(new Error(`The job was stopped (${signal})`));
  };
  process.on('SIGTERM', stop);
  process.once('SIGINT', stop);
  return stopping.signal;
}

/** Reports a failure if the process ends although the training code has neither returned nor thrown. */
function failOnEveryOtherEnd(baseDir: string): void {
  const end = (fault: unknown): void => {
    fail({ baseDir, log: logLine }, fault);
    void exitWhenRead(1);
  };
  process.once('uncaughtException', end);
  process.once('unhandledRejection', end);
  // If nothing is pending, Node exits with 0, and SageMaker would treat the job as complete.
  process.once('beforeExit', () =>
    end(new Error('The training code waits for a promise that never settles')),
  );
  process.once('exit', (code) => {
    if (code !== 0 && !hasFailure(baseDir))
      fail(
        { baseDir, log: logLine },
        new Error(`The training code ended the process with exit code ${code}`),
      );
  });
}

/** Runs one job, then exits. */
export async function trainInThisProcess(
  program: string,
  training: TrainerOptions['training'],
): Promise<void> {
  const baseDir = process.env['SAGEMAKER_BASE_DIR'] ?? '/opt/ml';
  outliveReaders();
  failOnEveryOtherEnd(baseDir);
  const code = await runTraining({
    program,
    training,
    baseDir,
    contract,
    environment: process.env,
    signal: stopSignal(),
    saveSeconds: 110,
    print: (line) => print(process.stdout, `${line}\n`),
    log: logLine,
  });
  await exitWhenRead(code);
}
