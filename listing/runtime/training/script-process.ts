import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type PrintingChild, startPrinting } from '../printing-child.ts';
import type { Command } from './script-command.ts';

export interface ScriptRun extends Command {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

export interface ScriptEnd {
  readonly code: number | null;
  /** The signal that ended it, if any. */
  readonly signal: NodeJS.Signals | null;
  /** Whether the job was stopped. */
  readonly isStopped: boolean;
  /** The last part of its stderr. */
  readonly said: string;
}

const mostBytesKept = 65_536;

/**
 * Runs the script in its own process group, so that all its child processes can be ended with it, however the
 * script or this process ends. The last part of its stderr explains a failure.
 */
export async function runScript(run: ScriptRun, signal: AbortSignal): Promise<ScriptEnd> {
  const { child: script, stderr, drained } = start(run);
  const ended = once(script, 'exit').catch((fault: Error) => {
    throw notStarted(run.command, fault);
  });
  let said = Buffer.alloc(0);
  stderr?.on('data', (chunk: Buffer) => {
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
  // A shell ends immediately on SIGTERM and does not stop its programs. They get the same signal, and time to save.
  if (isStopped && endedBy === 'SIGTERM') {
    signalGroup(script.pid, 'SIGTERM');
    await drained;
  } else await Promise.race([drained, pause(1000, undefined, { ref: false })]);
  signalGroup(script.pid, 'SIGKILL');
  return { code, signal: endedBy, isStopped, said: said.toString() };
}

function start({ command, words, folder, environment }: ScriptRun): PrintingChild {
  try {
    return startPrinting(command, words, { cwd: folder, env: environment, detached: true });
  } catch (fault) {
    throw notStarted(command, fault);
  }
}

function endWithThisProcess(group: number | undefined): void {
  try {
    // When memory runs out, the kernel kills the script, and not this process, which reports the failure to the
    // buyer.
    writeFileSync(`/proc/${group}/oom_score_adj`, '1000');
  } catch {
    // The script has already ended, or this is not Linux.
  }
  process.once('exit', () => signalGroup(group, 'SIGKILL'));
  // The terminal was closed.
  endBefore('SIGHUP', group);
  endBefore('SIGQUIT', group);
}

/**
 * These signals, such as a second Ctrl-C, end this process without an `exit` event. So the script is killed first.
 */
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
    // All processes of the group have ended.
  }
}

function notStarted(command: string, fault: unknown): Error {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  if (code === 'ENOENT') return new Error(`${command}, which runs the training script, was not found`);
  if (code === 'E2BIG')
    return new Error(
      'the hyperparameters are too long: Linux limits each argument and variable of a program to 128 KB',
    );
  return new Error(`${command} cannot be started`, { cause: fault });
}
