import type { LastWish } from './last-wish.ts';

/** What is to be taken away at the end of a rehearsal, the last first. */
export interface Cleaning {
  /** Together with the wish that does the same where we do not come to it. */
  readonly add: (what: () => void | Promise<void>, wish: LastWish) => void;
  readonly cleanUp: () => Promise<void>;
}

interface Left {
  readonly what: () => void | Promise<void>;
  readonly wish: LastWish;
}

interface OpenCleaning extends Cleaning {
  /** For an end in the middle of something: what is begun while this runs is left to the wishes. */
  readonly cleanUpInHaste: () => Promise<void>;
}

export function openCleaning(): OpenCleaning {
  const left: Left[] = [];
  const takeAway = async (onGone: (wish: LastWish) => void) => {
    for (let next = left.pop(); next; next = left.pop()) {
      try {
        await next.what();
        onGone(next.wish);
      } catch {
        // What cannot be taken away now is left to its wish, and keeps nothing else.
      }
    }
  };
  return {
    add: (what, wish) => void left.push({ what, wish }),
    cleanUp: () => takeAway((wish) => wish.forget()),
    cleanUpInHaste: () => takeAway(() => {}),
  };
}

/** Of every rehearsal that is under way: several may be, and a signal ends all of them. */
const open = new Set<OpenCleaning>();

/** Cleans up whatever happens inside: an error, Ctrl-C, or a stop signal, after which the process ends as it should. */
export async function withCleaning<Result>(inside: (cleaning: Cleaning) => Promise<Result>): Promise<Result> {
  const cleaning = openCleaning();
  // Not `once`: where nobody else listens any more, the engine's library ends the process before this is done.
  if (open.size === 0) process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  open.add(cleaning);
  try {
    return await inside(cleaning);
  } finally {
    // Nobody is to hear what became of a rehearsal whose ground has been taken away.
    if (isEnding) await new Promise(() => {});
    await cleaning.cleanUp();
    open.delete(cleaning);
    if (open.size === 0) process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

let isEnding = false;

/** A rehearsal that loses its server may start another before we end; its wish takes that one away. */
async function onSignal(signal: NodeJS.Signals): Promise<void> {
  const code = signal === 'SIGINT' ? 130 : 143;
  // Whoever says it twice does not want to wait; then the wishes clean up.
  if (isEnding) process.exit(code);
  isEnding = true;
  await Promise.all([...open].map((cleaning) => cleaning.cleanUpInHaste()));
  process.exit(code);
}
