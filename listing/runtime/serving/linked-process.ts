import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

/** A child process and the socket to it. */
export interface ProcessLink {
  readonly channel: Duplex;
  /** Says in words how it ended, once everything it sent has been read. */
  readonly ended: Promise<string>;
  readonly kill: (signal?: NodeJS.Signals) => void;
}

/**
 * The fourth file descriptor is the socket, so that printing cannot disturb it. The remedy is what to do where the memory
 * was full.
 */
export function linkProcess(
  command: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  remedy = '',
): ProcessLink {
  const child = spawn(command, words, {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    env: environment,
  });
  const channel = child.stdio[3];
  if (!(channel instanceof Duplex)) throw new Error('a worker process has no socket');
  const drained = once(channel, 'close').catch(() => {});
  const ended = new Promise<string>((resolve) => {
    child.once('error', (fault) => resolve(`could not be started: ${fault.message}`));
    child.once('exit', async (code, signal) => {
      // A process that it left behind may hold the other end.
      await Promise.race([drained, setTimeout(1000, undefined, { ref: false })]);
      resolve(signal ? endedBy(signal, remedy) : `ended with exit code ${code}`);
    });
  });
  return { channel, ended, kill: (signal = 'SIGKILL') => void child.kill(signal) };
}

function endedBy(signal: string, remedy: string): string {
  if (signal !== 'SIGKILL') return `was ended by ${signal}`;
  return `was ended by SIGKILL, as happens when the memory is full${remedy && `: ${remedy}`}`;
}
