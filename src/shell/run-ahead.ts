import type { PausingRun } from './tree/pausing-run.ts';
import type { WritingThread } from './tree/start-writing-thread.ts';

/** A run, and what it must have for itself: no two runs with the same place overlap. */
export interface PlacedRun<T> {
  readonly place: string;
  readonly run: PausingRun<T>;
}

/** So that no thread waits when a listing takes the other one a little longer than usual. */
const mostOpen = 4;

/** The results of the runs, in order. A run begins while the other thread writes for those before. */
export async function* runAhead<T>(runs: Iterable<PlacedRun<T>>, thread: WritingThread): AsyncGenerator<T> {
  const open: { readonly place: string; readonly result: Promise<T> }[] = [];
  for (const { place, run } of runs) {
    await open.findLast((other) => other.place === place)?.result;
    open.push({ place, result: runToEnd(run, thread) });
    const [first] = open;
    if (first && open.length === mostOpen) {
      yield first.result;
      open.shift();
    }
  }
  for (const { result } of open) yield result;
}

async function runToEnd<T>(run: PausingRun<T>, { write }: WritingThread): Promise<T> {
  let step = run.next();
  while (!step.done) step = run.next(await write(step.value));
  return step.value;
}
