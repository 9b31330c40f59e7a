import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Limits } from '../declared.ts';
import { limitsOf, threadsOf } from './limits.ts';
import { linkProcess } from './linked-process.ts';
import { readFrames } from './read-frames.ts';
import type { WorkerLink } from './worker-link.ts';
import { FrameWriter } from './write-frames.ts';

/** Starts a worker in a separate process. */
export function startWorkerProcess(limits: Limits = limitsOf(process.env)): WorkerLink {
  const { channel, pid, ended, kill } = linkProcess(
    process.execPath,
    ['--expose-gc', join(import.meta.dirname, 'worker.ts')],
    { OMP_NUM_THREADS: String(threadsOf(limits)), ...process.env },
    'set `inference.workers` to a smaller number',
  );
  return { ...overSocket(channel), pid: () => pid, ended, kill };
}

/** The server's end of a worker behind a socket. */
export function overSocket(channel: Duplex): Pick<WorkerLink, 'connect' | 'close'> {
  // A write fails when the worker has died. `ended` reports the reason.
  channel.on('error', () => {});
  return {
    connect: (onFrame) => {
      readFrames(channel, onFrame);
      return new FrameWriter(channel, { isOwner: true });
    },
    close: () => channel.end(),
  };
}
