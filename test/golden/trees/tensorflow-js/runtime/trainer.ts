import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as contract from './contract.ts';
import type { MetricRule, Training } from './training.ts';
import { type JobRules, readJob, toolkitVariables } from './training-job.ts';

export interface TrainerOptions {
  /** Called once the job has been checked, so that a faulty one ends before the training code is even read. */
  readonly training: () => Promise<Training>;
  readonly baseDir: string;
  readonly contract: JobRules & { readonly metrics: readonly MetricRule[] };
  /** Gets the training toolkit's `SM_*` variables, for scripts and child processes. */
  readonly environment: NodeJS.ProcessEnv;
  /** Aborts when the job is to stop. */
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
  readonly log: (entry: LogEntry) => void;
}

export interface LogEntry {
  readonly level: 'info' | 'error';
  readonly event: string;
  readonly [detail: string]: unknown;
}

/** Runs one job to its end and returns the exit code. A failure's cause goes where the buyer will read it. */
export async function runTraining(options: TrainerOptions): Promise<0 | 1> {
  const { baseDir, environment, signal } = options;
  try {
    const job = readJob(baseDir, options.contract);
    Object.assign(environment, toolkitVariables(baseDir, job, environment.TRAINING_JOB_NAME));
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
    await Promise.race([trained, saveDeadline(signal)]);
    return 0;
  } catch (fault) {
    writeFailure(options, fault);
    return 1;
  }
}

/** SageMaker kills the job 120 seconds after it asked it to stop; the rest is for writing down what went wrong. */
function saveDeadline(signal: AbortSignal): Promise<never> {
  const late = new Error('The training code did not end within 110 seconds of being asked to stop');
  return new Promise((_, reject) => {
    const start = () => setTimeout(() => reject(late), 110_000).unref();
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

/**
 * The buyer's failure reason is the first 1024 characters, so the cause comes first and alone; the stack is for the log.
 * A file that is there already is the training code's own and says it better.
 */
function writeFailure({ baseDir, log }: Pick<TrainerOptions, 'baseDir' | 'log'>, fault: unknown): void {
  const stack = fault instanceof Error ? fault.stack : undefined;
  log({ level: 'error', event: 'training-failed', message: messageOf(fault), stack });
  const file = join(baseDir, 'output/failure');
  if (existsSync(file)) return;
  try {
    mkdirSync(join(baseDir, 'output'), { recursive: true });
    writeFileSync(file, `${messageOf(fault)}\n`);
  } catch (writing) {
    log({ level: 'error', event: 'failure-not-written', message: messageOf(writing) });
  }
}

function messageOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const message = fault.message || fault.name;
  return fault.cause === undefined ? message : `${message}\nbecause: ${messageOf(fault.cause)}`;
}

function logLine(entry: LogEntry): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
}

async function train(): Promise<void> {
  const baseDir = process.env.SAGEMAKER_BASE_DIR ?? '/opt/ml';
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      logLine({ level: 'info', event: 'stopping', signal });
      stopping.abort(new Error(`The job was stopped (${signal})`));
    });
  const fail = (fault: unknown): void => {
    writeFailure({ baseDir, log: logLine }, fault);
    process.exit(1);
  };
  process.once('uncaughtException', fail);
  // With nothing left to wait for Node would end with 0, and SageMaker would take the job for complete.
  process.once('beforeExit', () => fail(new Error('The training code waits for something that never comes')));
  const code = await runTraining({
    training: async () => (await import('../src/training.ts')).default,
    baseDir,
    contract,
    environment: process.env,
    signal: stopping.signal,
    print: (line) => process.stdout.write(`${line}\n`),
    log: logLine,
  });
  process.exit(code);
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) void train();
