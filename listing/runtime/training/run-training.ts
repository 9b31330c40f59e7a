import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as contract from '../contract.ts';
import { type Log, logLine } from '../log.ts';
import type { Training } from '../training.ts';
import { forgetFailure, hasFailure, messageOf, writeFailure } from './failure.ts';
import { type JobRules, readJob } from './job.ts';
import type { MetricRule } from './rules.ts';
import { toolkitVariables } from './toolkit-variables.ts';

export interface TrainerOptions {
  /** The file that trains: what the toolkit calls the user's entry point. */
  readonly program: string;
  /** Called once the job has been checked, so that a faulty one ends before the training code is even read. */
  readonly training: () => Promise<Training>;
  readonly baseDir: string;
  readonly contract: JobRules & { readonly metrics: readonly MetricRule[] };
  /** Gets the training toolkit's `SM_*` variables, for scripts and child processes. */
  readonly environment: NodeJS.ProcessEnv;
  /** Aborts when the job is to stop. */
  readonly signal: AbortSignal;
  /** How long the training code may go on after that. SageMaker kills the job 120 seconds after it asked it to stop. */
  readonly saveSeconds: number;
  readonly print: (line: string) => void;
  readonly log: Log;
}

/** Runs one job to its end and returns the exit code. A failure's cause goes where the buyer will read it. */
export async function runTraining(options: TrainerOptions): Promise<0 | 1> {
  const { program, baseDir, environment, signal, log } = options;
  try {
    forgetFailure(baseDir);
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
    const { hyperparameters, channels, cluster } = job;
    const places = { modelDir, checkpointDir, outputDir };
    const report = reporter(options);
    const trained = training.train({ hyperparameters, channels, cluster, ...places, report, signal });
    await Promise.race([trained, saveDeadline(options)]);
    return 0;
  } catch (fault) {
    fail(options, fault);
    return 1;
  }
}

function saveDeadline({ signal, saveSeconds }: TrainerOptions): Promise<never> {
  const late = new Error(
    `The training code did not end within ${saveSeconds} seconds of being asked to stop, so the model may be incomplete`,
  );
  return new Promise((_, reject) => {
    const start = () => setTimeout(() => reject(late), saveSeconds * 1000).unref();
    if (signal.aborted) start();
    else signal.addEventListener('abort', start, { once: true });
  });
}

/** Prints what the metric's regex finds again, and says so once per metric where it does not: the value would be lost. */
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

/** Without an exponent: of `1e-7` the usual `[0-9.]+` would find only the 1. */
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

/** Aborts at the first signal. More of SageMaker's own change nothing; a second Ctrl-C ends a run by hand at once. */
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

/** The ways in which a process ends without its training code having returned or thrown. */
function failOnEveryOtherEnd(baseDir: string): void {
  const end = (fault: unknown): void => {
    fail({ baseDir, log: logLine }, fault);
    process.exit(1);
  };
  process.once('uncaughtException', end);
  process.once('unhandledRejection', end);
  // With nothing left to wait for Node would end with 0, and SageMaker would take the job for complete.
  process.once('beforeExit', () => end(new Error('The training code waits for something that never comes')));
  process.once('exit', (code) => {
    if (code !== 0 && !hasFailure(baseDir))
      fail(
        { baseDir, log: logLine },
        new Error(`The training code ended the process with exit code ${code}`),
      );
  });
}

/** One job, which is the whole life of this process. */
export async function trainInThisProcess(
  program: string,
  training: TrainerOptions['training'],
): Promise<void> {
  const baseDir = process.env['SAGEMAKER_BASE_DIR'] ?? '/opt/ml';
  failOnEveryOtherEnd(baseDir);
  const code = await runTraining({
    program,
    training,
    baseDir,
    contract,
    environment: process.env,
    signal: stopSignal(),
    saveSeconds: 110,
    print: (line) => process.stdout.write(`${line}\n`),
    log: logLine,
  });
  // A code that the training code has set itself is kept.
  process.exit(process.exitCode || code);
}
