import { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { startPrinting } from '../printing-child.ts';

/** A child process and its socket. */
export interface ProcessLink {
  readonly channel: Duplex;
  /** Undefined if it is not running. */
  readonly pid: number | undefined;
  /** Resolves with a description of how it ended, after everything it sent and printed has been read. */
  readonly ended: Promise<string>;
  readonly kill: (signal?: NodeJS.Signals) => void;
}

/**
 * File descriptor 3 is the socket, so that printed output cannot disturb it. `remedy` is advice for the case that the
 * memory was full.
 */
export function linkProcess(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  remedy = '',
): ProcessLink {
  const { child, drained } = startPrinting(command, args, { env: environment, hasSocket: true });
  const channel = child.stdio[3];
  if (!(channel instanceof Duplex)) throw new Error('a worker process has no socket');
  const ended = new Promise<string>((resolve) => {
    child.once('error', (fault) => resolve(`could not be started: ${fault.message}`));
    child.once('exit', async (code, signal) => {
      // A child process of its own that is still running may keep its output open.
      await Promise.race([drained, pause(1000, undefined, { ref: false })]);
      resolve(endOf(code, signal, remedy));
    });
  });
  return { channel, pid: child.pid, ended, kill: (signal = 'SIGKILL') => void child.kill(signal) };
}

/** In words. */
export function endOf(code: number | null, signal: string | null, remedy = ''): string {
  if (!signal) return `ended with exit code ${code}`;
  if (signal !== 'SIGKILL') return `was ended by ${signal}`;
  return `was ended by SIGKILL, which usually means that the memory was full${remedy && `: ${remedy}`}`;
}
