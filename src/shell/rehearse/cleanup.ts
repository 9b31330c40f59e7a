import type { Watchdog } from './watchdog.ts';

/** What is to be taken away at the end of a rehearsal, the last first. */
export interface Cleanup {
  /** Together with the guard that does the same where we do not come to it. */
  readonly add: (what: () => void | Promise<void>, guard: Watchdog) => void;
  readonly cleanUp: () => Promise<void>;
}

interface Left {
  readonly what: () => void | Promise<void>;
  readonly guard: Watchdog;
}

interface OpenCleanup extends Cleanup {
  /** For an end in the middle of something: what is begun while this runs is left to the wishes. */
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
        // What cannot be taken away now is left to its guard, and keeps nothing else.
      }
    }
  };
  return {
    add: (what, guard) => void left.push({ what, guard }),
    cleanUp: () => takeAway((guard) => guard.forget()),
    cleanUpInHaste: () => takeAway(() => {}),
  };
}

/** Of every rehearsal that is under way: several may be, and a signal ends all of them. */
const open = new Set<OpenCleanup>();

/** Cleans up whatever happens inside: an error, Ctrl-C, or a stop signal, after which the process ends as it should. */
export async function withCleanup<Value>(inside: (cleanup: Cleanup) => Promise<Value>): Promise<Value> {
  const cleanup = openCleanup();
  // Not `once`: where nobody else listens any more, the engine's library ends the process before this is done.
  if (open.size === 0) process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  open.add(cleanup);
  try {
    return await inside(cleanup);
  } finally {
    // Nobody is to hear what became of a rehearsal whose ground has been taken away.
    if (isEnding) await new Promise(() => {});
    await cleanup.cleanUp();
    open.delete(cleanup);
    if (open.size === 0) process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

let isEnding = false;

/** A rehearsal that loses its server may start another before we end; its guard takes that one away. */
async function onSignal(signal: NodeJS.Signals): Promise<void> {
  const code = signal === 'SIGINT' ? 130 : 143;
  // Whoever says it twice does not want to wait; then the wishes clean up.
  if (isEnding) process.exit(code);
  isEnding = true;
  await Promise.all([...open].map((cleanup) => cleanup.cleanUpInHaste()));
  process.exit(code);
}
