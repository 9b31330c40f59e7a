import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import type { WorkerLink } from './worker-pool.ts';

/** A worker of its own process. The fourth file descriptor is its socket, so printing cannot disturb it. */
export function startWorkerProcess(): WorkerLink {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'worker.ts')], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  const channel = child.stdio[3];
  if (!(channel instanceof Duplex)) throw new Error('a worker process has no socket');
  const drained = once(channel, 'close').catch(() => {});
  const ended = new Promise<string>((resolve) => {
    child.once('error', (fault) => resolve(`could not be started: ${fault.message}`));
    child.once('exit', async (code, signal) => {
      await drained;
      resolve(signal ? endedBy(signal) : `ended with exit code ${code}`);
    });
  });
  return { channel, ended, kill: () => child.kill('SIGKILL') };
}

function endedBy(signal: string): string {
  if (signal !== 'SIGKILL') return `was ended by ${signal}`;
  return 'was ended by SIGKILL, as happens when the memory is full: fewer `inference.workers` need less of it';
}
