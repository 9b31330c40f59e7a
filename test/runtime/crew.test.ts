import { expect, test } from 'vitest';
import type { CrewSize } from '../../listing/runtime/serving/crew.ts';
import type { Frame } from '../../listing/runtime/serving/frames.ts';
import { WorkerPool } from '../../listing/runtime/serving/worker-pool.ts';

/** A worker that a test plays, and what it was told. */
interface Played {
  readonly told: string[];
  readonly say: (kind: Frame['kind']) => void;
  readonly die: () => void;
}

function poolOf(crew: CrewSize) {
  const workers: Played[] = [];
  const events: Record<string, unknown>[] = [];
  const pool = new WorkerPool({
    crew,
    callsAtOnce: 32,
    stuckAfterMs: 60_000,
    startWorker: () => {
      const told: string[] = [];
      const number = workers.length + 1;
      const ended = Promise.withResolvers<string>();
      return {
        pid: () => number,
        connect: (onFrame) => {
          const say = (kind: Frame['kind']) => onFrame({ kind, call: 0, head: '', body: [] });
          workers.push({ told, say, die: () => ended.resolve('died') });
          return { send: (kind) => void told.push(kind), hasWaiting: false };
        },
        ended: ended.promise,
        close: () => {},
        kill: () => void told.push('kill'),
      };
    },
    log: (entry) => events.push({ ...entry }),
    onGivingUp: () => {},
  });
  return { pool, workers, told: () => workers.map(({ told }) => told.join(' ')), events };
}

test('of a fixed number all load at once', () => {
  const { pool, workers, told, events } = poolOf({ most: 3, first: 3 });
  expect(told()).toEqual(['load', 'load', 'load']);
  for (const { say } of workers) say('ready');
  expect(pool.whyNotReady).toBeUndefined();
  expect(events).toEqual([{ level: 'info', event: 'model-loaded', workers: 3 }]);
});

test('otherwise the first loads alone, and then as many as there is memory for', () => {
  const { pool, workers, told } = poolOf({ most: 3, first: 3, holds: () => 3 });
  expect(told()).toEqual(['load', '', '']);
  workers[0]?.say('ready');
  expect(told()).toEqual(['load', 'load', 'load']);
  expect(pool.whyNotReady).toBe('the model is still loading');
  for (const { say } of workers.slice(1)) say('ready');
  expect(pool.whyNotReady).toBeUndefined();
});

test('those without memory end before they have loaded, and the log says so', async () => {
  const { pool, workers, told, events } = poolOf({
    most: 4,
    first: 4,
    holds: (pid) => (pid === 1 ? 2 : 9),
  });
  workers[0]?.say('ready');
  expect(told()).toEqual(['load', 'load', 'kill', 'kill']);
  workers[1]?.say('ready');
  for (const { die } of workers.slice(2)) die();
  await new Promise((resolve) => setImmediate(resolve));
  expect(pool.whyNotReady).toBeUndefined();
  expect(pool.counts.workerDeaths).toBe(0);
  expect(events.map(({ event }) => event)).toEqual(['fewer-workers', 'model-loaded']);
  expect(events[0]).toMatchObject({ workers: 2, processors: 4 });
});

test('those that did not start at once start later', () => {
  const { workers, told } = poolOf({ most: 4, first: 1, holds: () => 3 });
  expect(told()).toEqual(['load']);
  workers[0]?.say('ready');
  expect(told()).toEqual(['load', 'load', 'load']);
});

test('when the first dies while it loads, the next one is the first', async () => {
  const { workers, told } = poolOf({ most: 2, first: 2, holds: (pid) => pid ?? 0 });
  workers[0]?.die();
  await expect.poll(told).toEqual(['load', 'load', '']);
  workers[1]?.say('ready');
  expect(told()).toEqual(['load', 'load', 'load']);
});
