import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';

/** A temporary folder of this run. */
export interface WorkFolder {
  readonly path: string;
  readonly remove: () => void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Removed at the end of the run, unless it is ended by SIGKILL. */
export function makeWorkFolder(): WorkFolder {
  const path = makeFolder();
  const remove = () => {
    process.off('exit', remove);
    for (const signal of signals) process.off(signal, removeAndEnd);
    rmSync(path, { recursive: true, force: true });
  };
  // Without a handler, the same signal now ends this process and its children.
  const removeAndEnd = (signal: NodeJS.Signals) => {
    remove();
    process.kill(process.pid, signal);
  };
  process.on('exit', remove);
  for (const signal of signals) process.on(signal, removeAndEnd);
  return { path, remove };
}

function makeFolder(): string {
  let path: string | undefined;
  try {
    path = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-'));
    const room = join(path, 'room');
    writeFileSync(room, new Uint8Array(65_536));
    rmSync(room);
    return path;
  } catch {
    if (path) rmSync(path, { recursive: true, force: true });
    throw new Refusal(
      'there is no room for temporary files',
      'set TMPDIR to a folder that has enough, and run this again',
    );
  }
}
