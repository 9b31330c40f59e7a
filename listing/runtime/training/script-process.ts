import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Command } from './script-command.ts';

export interface ScriptRun extends Command {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

export interface ScriptEnd {
  readonly code: number | null;
  /** What ended it, where it did not end by itself. */
  readonly signal: NodeJS.Signals | null;
  /** Whether it had been asked to stop. */
  readonly isStopped: boolean;
  /** The end of what it wrote to stderr. */
  readonly said: string;
}

const mostBytesKept = 65_536;

/**
 * Runs it in a process group of its own, so that nothing of what it starts is left behind, however it or this process
 * ends. stdout is this process's own; stderr goes through here, for a failure is explained by its end.
 */
export async function runScript(run: ScriptRun, signal: AbortSignal): Promise<ScriptEnd> {
  const script = start(run);
  const ended = once(script, 'exit').catch((fault: Error) => {
    throw notStarted(run.command, fault);
  });
  const drained = once(script.stderr, 'close');
  let said = Buffer.alloc(0);
  script.stderr.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk);
    said = Buffer.concat([said, chunk]).subarray(-mostBytesKept);
  });
  endWithThisProcess(script.pid);
  const stop = () => {
    endBefore('SIGINT', script.pid);
    script.kill('SIGTERM');
  };
  signal.addEventListener('abort', stop);
  const [code, endedBy] = (await ended) as [number | null, NodeJS.Signals | null];
  const isStopped = signal.aborted;
  // A shell that is stopped ends at once and leaves its programs alone: they get the same signal, and the time to save.
  if (isStopped && endedBy === 'SIGTERM') {
    signalGroup(script.pid, 'SIGTERM');
    await drained;
  } else await Promise.race([drained, setTimeout(1000, undefined, { ref: false })]);
  signalGroup(script.pid, 'SIGKILL');
  return { code, signal: endedBy, isStopped, said: said.toString() };
}

function start({ command, words, folder, environment }: ScriptRun) {
  try {
    return spawn(command, words, {
      cwd: folder,
      env: environment,
      detached: true,
      stdio: ['ignore', 'inherit', 'pipe'],
    });
  } catch (fault) {
    throw notStarted(command, fault);
  }
}

function endWithThisProcess(group: number | undefined): void {
  try {
    // When the memory is full, the script is ended and not the process that tells the buyer so.
    writeFileSync(`/proc/${group}/oom_score_adj`, '1000');
  } catch {
    // It has ended already, or this is no Linux.
  }
  process.once('exit', () => signalGroup(group, 'SIGKILL'));
  // A terminal that is closed.
  endBefore('SIGHUP', group);
  endBefore('SIGQUIT', group);
}

/** This process ends by such a signal without an `exit` event; a second Ctrl-C is one. */
function endBefore(deadly: NodeJS.Signals, group: number | undefined): void {
  process.once(deadly, () => {
    signalGroup(group, 'SIGKILL');
    process.kill(process.pid, deadly);
  });
}

function signalGroup(group: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (group !== undefined) process.kill(-group, signal);
  } catch {
    // Nothing is left of it.
  }
}

function notStarted(command: string, fault: unknown): Error {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  if (code === 'ENOENT') return new Error(`${command} is not there to run the training script with`);
  if (code === 'E2BIG')
    return new Error(
      'the hyperparameters are too long for arguments and variables of a program, which Linux limits to 128 KB each',
    );
  return new Error(`${command} cannot be started`, { cause: fault });
}
