import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Frame } from '../../listing/runtime/serving/frames.ts';
import { readFrames } from '../../listing/runtime/serving/read-frames.ts';
import type { Call } from '../../listing/runtime/serving/worker-link.ts';
import { WorkerPool } from '../../listing/runtime/serving/worker-pool.ts';
import { overSocket } from '../../listing/runtime/serving/worker-process.ts';
import { FrameWriter } from '../../listing/runtime/serving/write-frames.ts';
import { socketPair } from '../support/socket-pair.ts';

// The tests say how late it is; sockets work as ever.
beforeEach(() => vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

/** A worker that a test answers for. */
interface Hands {
  /** The calls that it got and that are not answered. */
  readonly held: number[];
  readonly answer: () => void;
}

async function poolOf(size: number, isConcurrent = false) {
  const hands: (Hands & { readonly send: FrameWriter['send'] })[] = [];
  const pool = new WorkerPool({
    crew: { most: size, first: size },
    callsAtOnce: 32,
    isConcurrent,
    stuckAfterMs: 60_000,
    startWorker: () => {
      const [channel, far] = socketPair();
      hands.push(workerOf(far));
      return { ...overSocket(channel), ended: new Promise(() => {}), kill: () => {} };
    },
    log: () => {},
    onGivingUp: () => {},
  });
  for (const { send } of hands) send('ready', 0);
  await pool.loaded;
  /** Waits until they have arrived. */
  const submit = async (count: number) => {
    for (const call of calls(count)) pool.submit(call);
    await arrive();
  };
  return { hands, submit, heldBy: () => hands.map(({ held }) => held.length) };
}

function workerOf(far: Duplex) {
  const { send } = new FrameWriter(far);
  const held: number[] = [];
  readFrames(far, ({ kind, call }: Frame) => {
    if (kind === 'call') held.push(call);
  });
  const answer = () => {
    for (const call of held.splice(0)) send('answer', call, '{}');
  };
  return { send, held, answer };
}

function calls(count: number): readonly Call[] {
  return Array.from({ length: count }, () => ({
    head: '',
    takeBody: () => [],
    onFrame: () => {},
    onLost: () => {},
  }));
}

/** Lets everything that was sent arrive. */
async function arrive(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** One call after the other, each answered after some milliseconds. */
async function learn({ hands, submit }: Awaited<ReturnType<typeof poolOf>>, milliseconds: number) {
  for (let count = 0; count < 8; count += 1) {
    await submit(1);
    vi.advanceTimersByTime(milliseconds);
    for (const { answer } of hands) answer();
    await arrive();
  }
}

test('slow calls go to the worker with the fewest', async () => {
  const { submit, heldBy } = await poolOf(2);
  await submit(4);
  expect(heldBy()).toEqual([2, 2]);
});

test('quick calls that come together go to one worker, and the next wait for its answer', async () => {
  const serving = await poolOf(2);
  await learn(serving, 0.05);
  const { hands, submit, heldBy } = serving;
  await submit(4);
  expect(heldBy()).toEqual([4, 0]);
  await submit(3);
  expect(heldBy()).toEqual([4, 0]);
  hands[0]?.answer();
  await arrive();
  expect(heldBy()).toEqual([3, 0]);
});

test('a call waits no longer than a millisecond for a worker that was quick until now', async () => {
  const serving = await poolOf(2);
  await learn(serving, 0.05);
  const { submit, heldBy } = serving;
  await submit(1);
  await submit(1);
  expect(heldBy()).toEqual([1, 0]);
  vi.advanceTimersByTime(1);
  await arrive();
  expect(heldBy()).toEqual([1, 1]);
});

test('calls that are answered together share the time that they took', async () => {
  const serving = await poolOf(2);
  const { hands, submit, heldBy } = serving;
  for (let count = 0; count < 4; count += 1) {
    await submit(16);
    vi.advanceTimersByTime(0.4);
    for (const { answer } of hands) answer();
    await arrive();
  }
  await submit(4);
  expect(heldBy()).toEqual([4, 0]);
});

test('one long call does not make the others slow', async () => {
  const serving = await poolOf(2);
  for (let rounds = 0; rounds < 8; rounds += 1) await learn(serving, 0.05);
  const { hands, submit, heldBy } = serving;
  await submit(1);
  vi.advanceTimersByTime(500);
  hands[0]?.answer();
  await arrive();
  await submit(4);
  expect(heldBy()).toEqual([4, 0]);
});

test('enough quick calls for two workers use both', async () => {
  const serving = await poolOf(2);
  await learn(serving, 0.05);
  const { submit, heldBy } = serving;
  await submit(16);
  await submit(16);
  expect(heldBy()).toEqual([16, 16]);
});

test('calls that became slow are spread again', async () => {
  const serving = await poolOf(2);
  await learn(serving, 0.05);
  for (let rounds = 0; rounds < 4; rounds += 1) await learn(serving, 5);
  const { submit, heldBy } = serving;
  await submit(4);
  expect(heldBy()).toEqual([2, 2]);
});

test('a program of the seller gets each call when it comes, however quick it is', async () => {
  const serving = await poolOf(1, true);
  await learn(serving, 0.05);
  const { submit, heldBy } = serving;
  await submit(1);
  await submit(1);
  expect(heldBy()).toEqual([2]);
  await submit(30);
  expect(heldBy()).toEqual([32]);
});
