import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants as files } from 'node:fs';
import { constants } from 'node:os';
import { resolve as resolvePath } from 'node:path';
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { failure, ok, type Result } from '../../model/result.ts';
import type { Ending, LogMark, Running } from '../../rehearse/stage.ts';
import type { Cleanup } from './cleanup.ts';
import { whySigtermIsIgnored } from './sigterm-handling.ts';
import { watchdog } from './watchdog.ts';

/** How much of what a program prints is kept. */
const keptCharacters = 20_000;

/** How long output may arrive after the program has ended. */
const lastWordsMs = 500;

export interface ProcessToRun {
  readonly program: string;
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Becomes the program as soon as it is told to, or ends where its teller has ended. */
const whenTold = 'read -r told <&3 && exec "$0" 3<&-';

/** Starts the program in its own process group, which is killed when this process ends. */
export async function runProcess(
  { program, folder, environment }: ProcessToRun,
  cleanup: Cleanup,
): Promise<Result<Running & { readonly pid: number }>> {
  const fault = faultOf(resolvePath(folder, program));
  if (fault !== undefined) return failure(`${program} cannot be run: ${fault}`);
  const child = spawn('/bin/sh', ['-c', whenTold, program], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const [, , , order] = child.stdio;
  const { pid } = child;
  if (pid === undefined) {
    const [error] = (await once(child, 'error')) as [Error];
    return failure(`${program} cannot be run: ${error.message}`);
  }
  // We may be killed at any moment: the guard knows the group before the program runs.
  const guard = watchdog('kill -9 "-$said"');
  guard.tell(String(pid));
  (order as Writable).end('go\n');
  let isGone = false;
  const killAll = () => {
    guard.forget();
    // By the time of the cleanup, another group may have the same id.
    if (!isGone) signalGroup(pid, 'SIGKILL');
    isGone = child.exitCode !== null || child.signalCode !== null;
  };
  cleanup.add(() => {
    killAll();
    // A process that left the group may still hold them, and would keep us from ending.
    for (const stream of [child.stdout, child.stderr]) stream?.destroy();
  }, guard);
  return ok({ pid, ...watch(child, pid, killAll) });
}

function faultOf(program: string): string | undefined {
  try {
    accessSync(program, files.X_OK);
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

function watch(child: ChildProcess, pid: number, killAll: () => void): Running {
  let begun = performance.now();
  let ending: Ending | undefined;
  let wasKilled = false;
  let log = '';
  let printed = 0;
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      const text = chunk.toString();
      printed += text.length;
      log = (log + text).slice(-keptCharacters);
    });
  const gone = new Promise<Ending>((resolve) => {
    child.once('exit', (code, signal) => {
      const ended = code ?? 128 + (signal ? constants.signals[signal] : 0);
      const bySignal = signal === 'SIGTERM';
      ending = { code: ended, wasKilled, bySignal, milliseconds: performance.now() - begun };
      // Processes it left behind would keep the port.
      killAll();
      resolve(ending);
    });
  });
  const silent = once(child, 'close');
  const ended = (limitMs: number) => within(gone, limitMs);
  const stop = async (limitMs: number): Promise<Ending> => {
    if (ending) return ending;
    begun = performance.now();
    const ignoresSigterm = limitMs > 0 ? await whySigtermIsIgnored(pid, ended, limitMs) : undefined;
    if (ignoresSigterm === undefined) {
      if (!ending) process.kill(pid, 'SIGTERM');
      const own = await ended(limitMs);
      if (own) return own;
    }
    wasKilled = true;
    killAll();
    return { ...(await gone), ...(ignoresSigterm && { ignoresSigterm }) };
  };
  // What has been printed may lie in the pipe while the answer to a call is read already.
  const caughtUp = () => (ending ? within(silent, lastWordsMs) : setImmediate());
  const said = async (since: LogMark = '0') => {
    await caughtUp();
    const fresh = Math.min(log.length, printed - Number(since));
    return lastLines(log.slice(log.length - fresh));
  };
  const logMark = async () => {
    await caughtUp();
    return String(printed);
  };
  return { ending: () => ending, ended, stop, log: said, logMark };
}

function lastLines(text: string): readonly string[] {
  const lines = text.trimEnd().split('\n').slice(-30);
  return lines[0] === '' && lines.length === 1 ? [] : lines;
}

export async function within<Value>(promise: Promise<Value>, limitMs: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limitMs, undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The whole group has already ended.
  }
}
