/** What is to be taken away at the end of a rehearsal, the last first. */
export interface Cleaning {
  readonly add: (what: () => void | Promise<void>) => void;
  readonly cleanUp: () => Promise<void>;
}

export function openCleaning(): Cleaning {
  const left: (() => void | Promise<void>)[] = [];
  return {
    add: (what) => void left.push(what),
    cleanUp: async () => {
      for (let what = left.pop(); what; what = left.pop()) await what();
    },
  };
}

/** Cleans up whatever happens inside: an error, Ctrl-C, or a stop signal, after which the process ends as it should. */
export async function withCleaning<Result>(inside: (cleaning: Cleaning) => Promise<Result>): Promise<Result> {
  const cleaning = openCleaning();
  const onSignal = async (signal: NodeJS.Signals) => {
    await cleaning.cleanUp();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    return await inside(cleaning);
  } finally {
    await cleaning.cleanUp();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
