import { existsSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { failure, ok } from '../../model/result.ts';
import type { Job, Running, ServeOptions, Stage } from '../../rehearse/stage.ts';
import type { Role } from '../../rehearse/traces.ts';
import { askServer, keepConnection } from './ask-server.ts';
import type { Cleanup } from './cleanup.ts';
import { converseWithServer } from './converse-with-server.ts';
import { endDetached } from './detached-processes.ts';
import { freePort } from './free-port.ts';
import { jobEnvironment, readFailure, readTrained, writeJob } from './job-folder.ts';
import { programVariables } from './passed-variables.ts';
import { type ProcessTraces, processTraces, snapshot } from './process-traces.ts';
import { residentMemory } from './resident-memory.ts';
import { runProcess } from './running-process.ts';
import type { ProgramFolders } from './staged-programs.ts';
import { placeWatchers, watchedEnvironment } from './watchers.ts';

export interface ProcessStageOptions {
  /** The listing's folder. */
  readonly folder: string;
  /** Where its programs run: by default there. */
  readonly programs?: ProgramFolders;
  /** A temporary folder of this rehearsal. */
  readonly scratch: string;
  /** Where the model of the listing lies, unless it is in the program's own folder. */
  readonly model: string | undefined;
  /** Where the model is in the program's own folder. */
  readonly bundled?: Bundled | undefined;
  readonly cleanup: Cleanup;
  /** Given to the programs besides the usual ones. */
  readonly variables?: Readonly<Record<string, string>>;
}

interface Bundled {
  readonly path: string;
  /** Places the program there without its model. Undefined where nobody knows its files. */
  readonly placeAlone: (place: string) => string | undefined;
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
    traces: async () => {
      const traces = processTraces(stage.left);
      const attempts = traces.attempts.map((attempt) => ({
        ...attempt,
        program: asWritten(stage, attempt.program),
        where: attempt.where === undefined ? undefined : asWritten(stage, attempt.where),
      }));
      return { ...traces, attempts };
    },
    modelReads: () => stage.left.watchers.flatMap(({ read }) => read().reads),
  };
}

async function serve(
  stage: ProcessStage,
  { environment, model = stage.model, withoutModel = false }: ServeOptions,
): ReturnType<Stage['serve']> {
  const { scratch, cleanup, left, bundled } = stage;
  const base = mkdtempSync(join(scratch, 'serve-'));
  if (model === undefined || withoutModel) mkdirSync(join(base, 'model'));
  else symlinkSync(model, join(base, 'model'));
  const served = model ?? join(base, 'model');
  if (!left.models.has(served)) left.models.set(served, snapshot(served));
  const alone = withoutModel && bundled ? bundled.placeAlone(join(base, 'program')) : undefined;
  if (withoutModel && bundled && alone === undefined) return failure('the program cannot be copied');
  const folder = alone ?? folderOf(stage, 'serve');
  const port = await freePort();
  const started = await runProcess(
    {
      program: programOf(folder, 'serve'),
      folder,
      environment: surroundings(
        stage,
        { role: 'serve', base, read: bundled ? join(folder, bundled.path) : join(base, 'model') },
        { ...environment, SAGEMAKER_BIND_TO_PORT: String(port) },
      ),
    },
    cleanup,
  );
  if (!started.ok) return started;
  const running = started.value;
  const address = { host: '127.0.0.1', port };
  return ok({
    ...withRealPaths(stage, running),
    ask: (question) => askServer(address, question),
    connect: () => keepConnection(address),
    converse: (talk) => converseWithServer(address, talk),
    memory: async () => residentMemory(running.pid),
  });
}

async function train(stage: ProcessStage, job: Job): ReturnType<Stage['train']> {
  const { scratch, cleanup } = stage;
  const folder = folderOf(stage, 'train');
  if (job.isDiskFull) return failure('a training can only meet a full disk in a container');
  const base = mkdtempSync(join(scratch, 'train-'));
  writeJob(base, job);
  const environment = surroundings(stage, { role: 'train', base }, jobEnvironment);
  const running = await runProcess({ program: programOf(folder, 'train'), folder, environment }, cleanup);
  if (!running.ok) return running;
  return ok({
    ...withRealPaths(stage, running.value),
    failure: async () => readFailure(join(base, 'output')),
    model: async () => readTrained(join(base, 'model')),
  });
}

function folderOf({ folder, programs }: ProcessStageOptions, role: Role): string {
  return programs?.[role] ?? folder;
}

/** Logs name the seller's files, and not their copies. */
function withRealPaths<Program extends Running>(stage: ProcessStageOptions, running: Program): Program {
  const log: Running['log'] = async (since) =>
    (await running.log(since)).map((line) => asWritten(stage, line));
  return { ...running, log };
}

function asWritten(
  { folder, programs = { serve: folder, train: folder } }: ProcessStageOptions,
  text: string,
): string {
  return Object.values(programs).reduce((line, place) => line.replaceAll(place, folder), text);
}

/** Flask listings have `serve` beside the manifest, all others in `bin/`. */
function programOf(folder: string, name: string): string {
  const places = [join(folder, 'bin', name), join(folder, name)];
  return places.find((place) => existsSync(place)) ?? join('bin', name);
}

interface Started {
  readonly role: Role;
  /** Its `/opt/ml`. */
  readonly base: string;
  /** The folder of the model that it has to read. */
  readonly read?: string;
}

/** The environment of a program: our own Node is first on the PATH, and the watchers are loaded. */
function surroundings(
  { scratch, left, variables = {} }: ProcessStage,
  { role, base, read }: Started,
  environment: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const usual = programVariables(variables);
  const path = [dirname(process.execPath), usual['PATH']].join(delimiter);
  const watchers = placeWatchers(scratch, role);
  left.watchers.push(watchers);
  const { folder, file } = watchers;
  const model = role === 'serve' ? join(base, 'model') : undefined;
  const watched = watchedEnvironment(
    { folder, file, model, reads: read === undefined ? undefined : namesOf(read) },
    usual,
  );
  return { ...usual, ...watched, PATH: path, ...environment, SAGEMAKER_BASE_DIR: base };
}

/** A program may resolve links before it opens a file. */
function namesOf(folder: string): readonly string[] {
  return existsSync(folder) ? [...new Set([folder, realpathSync(folder)])] : [folder];
}
