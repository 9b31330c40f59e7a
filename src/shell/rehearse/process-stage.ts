import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Job, ServeOptions, Stage } from '../../rehearse/stage.ts';
import { askServer, keepConnection } from './ask-server.ts';
import type { Cleaning } from './cleaning.ts';
import { jobEnvironment, readTrained, writeJob } from './job-folder.ts';
import { residentMemory } from './resident-memory.ts';
import { runProcess } from './running-process.ts';

export interface ProcessStageOptions {
  /** The listing's folder. */
  readonly folder: string;
  /** Of this rehearsal alone, and removed after it. */
  readonly scratch: string;
  /** Where the model of the listing lies, unless it is in the program's own folder. */
  readonly model: string | undefined;
  readonly cleaning: Cleaning;
}

/** The listing's own programs on this machine, in a temporary `/opt/ml`: without an image, and with this machine's network. */
export function processStage(options: ProcessStageOptions): Stage {
  return {
    kind: 'process',
    now: () => performance.now(),
    pause: (milliseconds) => pause(milliseconds),
    images: async () => [],
    serve: (asked) => serve(options, asked),
    train: (job) => train(options, job),
  };
}

async function serve(
  { folder, scratch, model: own, cleaning }: ProcessStageOptions,
  { environment, model = own }: ServeOptions,
): ReturnType<Stage['serve']> {
  const base = mkdtempSync(join(scratch, 'serve-'));
  if (model === undefined) mkdirSync(join(base, 'model'));
  else symlinkSync(model, join(base, 'model'));
  const port = await freePort();
  const running = await runProcess(
    {
      program: programOf(folder, 'serve'),
      folder,
      environment: surroundings({ ...environment, SAGEMAKER_BIND_TO_PORT: String(port) }, base),
    },
    cleaning,
  );
  if ('notStarted' in running) return running;
  const address = { host: '127.0.0.1', port };
  return {
    ...running,
    ask: (question) => askServer(address, question),
    connect: () => keepConnection(address),
    memory: async () => residentMemory(running.pid),
  };
}

async function train(
  { folder, scratch, cleaning }: ProcessStageOptions,
  job: Job,
): ReturnType<Stage['train']> {
  const base = mkdtempSync(join(scratch, 'train-'));
  writeJob(base, job);
  const environment = surroundings(jobEnvironment, base);
  const running = await runProcess({ program: programOf(folder, 'train'), folder, environment }, cleaning);
  return 'notStarted' in running ? running : { ...running, results: async () => readTrained(base) };
}

/** A listing of Flask has `serve` beside its manifest, every other one in `bin/`. */
function programOf(folder: string, name: string): string {
  const places = [join(folder, 'bin', name), join(folder, name)];
  return places.find((place) => existsSync(place)) ?? join('bin', name);
}

/** With the Node that we run on first on the PATH, as the listing's program calls it by name. */
function surroundings(environment: Readonly<Record<string, string>>, base: string): NodeJS.ProcessEnv {
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  return { ...process.env, PATH: path, ...environment, SAGEMAKER_BASE_DIR: base };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
