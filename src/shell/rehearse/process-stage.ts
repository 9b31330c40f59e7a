import { existsSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { failure, ok } from '../../model/result.ts';
import type { Job, ServeOptions, Stage } from '../../rehearse/stage.ts';
import type { Role } from '../../rehearse/traces.ts';
import { askServer, keepConnection } from './ask-server.ts';
import type { Cleanup } from './cleanup.ts';
import { endDetached } from './detached-processes.ts';
import { freePort } from './free-port.ts';
import { jobEnvironment, readTrained, writeJob } from './job-folder.ts';
import { programVariables } from './passed-variables.ts';
import { type ProcessTraces, processTraces, snapshot } from './process-traces.ts';
import { residentMemory } from './resident-memory.ts';
import { runProcess } from './running-process.ts';
import { placeWatchers, watchedEnvironment } from './watchers.ts';

export interface ProcessStageOptions {
  /** The listing's folder. */
  readonly folder: string;
  /** A temporary folder of this rehearsal. */
  readonly scratch: string;
  /** Where the model of the listing lies, unless it is in the program's own folder. */
  readonly model: string | undefined;
  readonly cleanup: Cleanup;
  /** Given to the programs besides the usual ones. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** With the traces of its programs. */
interface ProcessStage extends ProcessStageOptions {
  readonly left: ProcessTraces;
}

/** Runs the listing's programs on this machine with a temporary `/opt/ml`, without an image. */
export function processStage(options: ProcessStageOptions): Stage {
  endDetached(options.scratch, options.cleanup);
  const stage: ProcessStage = { ...options, left: { watchers: [], models: new Map() } };
  return {
    kind: 'process',
    now: () => performance.now(),
    pause: (milliseconds) => pause(milliseconds),
    images: async () => [],
    serve: (asked) => serve(stage, asked),
    train: (job) => train(stage, job),
    traces: async () => processTraces(stage.left),
  };
}

async function serve(
  stage: ProcessStage,
  { environment, model = stage.model }: ServeOptions,
): ReturnType<Stage['serve']> {
  const { folder, scratch, cleanup, left } = stage;
  const base = mkdtempSync(join(scratch, 'serve-'));
  if (model === undefined) mkdirSync(join(base, 'model'));
  else symlinkSync(model, join(base, 'model'));
  const served = model ?? join(base, 'model');
  if (!left.models.has(served)) left.models.set(served, snapshot(served));
  const port = await freePort();
  const started = await runProcess(
    {
      program: programOf(folder, 'serve'),
      folder,
      environment: surroundings(
        stage,
        'serve',
        { ...environment, SAGEMAKER_BIND_TO_PORT: String(port) },
        base,
      ),
    },
    cleanup,
  );
  if (!started.ok) return started;
  const running = started.value;
  const address = { host: '127.0.0.1', port };
  return ok({
    ...running,
    ask: (question) => askServer(address, question),
    connect: () => keepConnection(address),
    memory: async () => residentMemory(running.pid),
  });
}

async function train(stage: ProcessStage, job: Job): ReturnType<Stage['train']> {
  const { folder, scratch, cleanup } = stage;
  if (job.isDiskFull) return failure('a training can only meet a full disk in a container');
  const base = mkdtempSync(join(scratch, 'train-'));
  writeJob(base, job);
  const environment = surroundings(stage, 'train', jobEnvironment, base);
  const running = await runProcess({ program: programOf(folder, 'train'), folder, environment }, cleanup);
  return running.ok ? ok({ ...running.value, results: async () => readTrained(base) }) : running;
}

/** Flask listings have `serve` beside the manifest, all others in `bin/`. */
function programOf(folder: string, name: string): string {
  const places = [join(folder, 'bin', name), join(folder, name)];
  return places.find((place) => existsSync(place)) ?? join('bin', name);
}

/** The environment of a program: our own Node is first on the PATH, and the watchers are loaded. */
function surroundings(
  { scratch, left, variables = {} }: ProcessStage,
  role: Role,
  environment: Readonly<Record<string, string>>,
  base: string,
): NodeJS.ProcessEnv {
  const usual = programVariables(variables);
  const path = [dirname(process.execPath), usual['PATH']].join(delimiter);
  const watchers = placeWatchers(scratch, role);
  left.watchers.push(watchers);
  const { folder, file } = watchers;
  const model = role === 'serve' ? join(base, 'model') : undefined;
  const watched = watchedEnvironment({ folder, file, model }, usual);
  return { ...usual, ...watched, PATH: path, ...environment, SAGEMAKER_BASE_DIR: base };
}
