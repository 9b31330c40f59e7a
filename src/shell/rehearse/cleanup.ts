import type { Watchdog } from './watchdog.ts';

/** The cleanup steps of a rehearsal, run in reverse order. */
export interface Cleanup {
  /** The guard does the same where this process is killed. */
  readonly add: (what: () => void | Promise<void>, guard: Watchdog) => void;
  readonly cleanUp: () => Promise<void>;
}

interface Left {
  readonly what: () => void | Promise<void>;
  readonly guard: Watchdog;
}

interface OpenCleanup extends Cleanup {
  /** For a signal: guards stay active for what is started in the meantime. */
  readonly cleanUpInHaste: () => Promise<void>;
}

export function openCleanup(): OpenCleanup {
  const left: Left[] = [];
  const takeAway = async (onGone: (guard: Watchdog) => void) => {
    for (let next = left.pop(); next; next = left.pop()) {
      try {
        await next.what();
        onGone(next.guard);
      } catch {
        // A failed step is left to its guard, and does not stop the others.
      }
    }
  };
  return {
    add: (what, guard) => void left.push({ what, guard }),
    cleanUp: () => takeAway((guard) => guard.forget()),
    cleanUpInHaste: () => takeAway(() => {}),
  };
}

/** All rehearsals in progress: a signal ends all of them. */
const open = new Set<OpenCleanup>();

/** Cleans up after success, an error or a signal. After a signal the process exits with the usual code. */
export async function withCleanup<Value>(inside: (cleanup: Cleanup) => Promise<Value>): Promise<Value> {
  const cleanup = openCleanup();
  // Not `once`: without a listener, the engine's library would end the process before cleanup is done.
  if (open.size === 0) process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  open.add(cleanup);
  try {
    return await inside(cleanup);
  } finally {
    // After a signal, the result is meaningless and is never returned.
    if (isEnding) await new Promise(() => {});
    await cleanup.cleanUp();
    open.delete(cleanup);
    if (open.size === 0) process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

let isEnding = false;

/** A rehearsal that loses its server may start another one before the exit; its guard stops it. */
async function onSignal(signal: NodeJS.Signals): Promise<void> {
  const code = signal === 'SIGINT' ? 130 : 143;
  // A second signal exits at once, and leaves cleanup to the guards.
  if (isEnding) process.exit(code);
  isEnding = true;
  await Promise.all([...open].map((cleanup) => cleanup.cleanUpInHaste()));
  process.exit(code);
}
