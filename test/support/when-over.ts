import { AsyncLocalStorage } from 'node:async_hooks';
import { beforeAll, onTestFinished } from 'vitest';

type Act = () => unknown;

const ends = new AsyncLocalStorage<Act[]>();

/** Runs an action after the test. If several tests share a value, it runs after the last of them. */
export function whenOver(act: Act): void {
  const acts = ends.getStore();
  if (acts) acts.push(act);
  else onTestFinished(async () => void (await act()));
}

/** Creates a value before the first test of a group, for all of them. */
export function sharedByTests<Made>(make: () => Made | Promise<Made>): () => Made {
  let made: { readonly value: Made } | undefined;
  beforeAll(async () => {
    const acts: Act[] = [];
    try {
      made = { value: await ends.run(acts, async () => make()) };
    } catch (fault) {
      await actOn(acts);
      throw fault;
    }
    return () => actOn(acts);
  });
  return () => {
    if (!made) throw new Error('what the tests share is made before the first of them');
    return made.value;
  };
}

async function actOn(acts: Act[]): Promise<void> {
  for (const act of acts.reverse()) await act();
}
