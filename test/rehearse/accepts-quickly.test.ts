import { expect, test } from 'vitest';
import type { Seen } from '../../src/model/rehearsal.ts';
import { ok } from '../../src/model/result.ts';
import type { StartScene } from '../../src/rehearse/check.ts';
import { acceptsQuickly } from '../../src/rehearse/checks/accepts-quickly.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';

/** The result for a server with these connection times, round by round. */
async function look(rounds: readonly number[]): Promise<Seen> {
  if (acceptsQuickly.phase !== 'start') throw new Error('it looks at no start');
  let asked = 0;
  const ask = async () => {
    const connectMs = rounds[Math.floor(asked / 20)] ?? 0;
    asked += 1;
    return {
      ...ok({ status: 200, headers: {}, body: new Uint8Array(), connectMs }),
      milliseconds: connectMs,
    };
  };
  return acceptsQuickly.look({ server: { ask }, limits: timeLimits } as unknown as StartScene);
}

test('connections within 250 ms are in time, and one slow round of the machine is allowed', async () => {
  expect(await look([250])).toEqual({ verdict: 'passed', words: '20 at once, the slowest in 250 ms' });
  expect(await look([400, 3])).toMatchObject({ verdict: 'passed' });
});

test('a server that is late in two rounds in a row is too slow', async () => {
  expect(await look([251, 251])).toMatchObject({
    verdict: 'failed',
    words: 'of 20 connections at once: the slowest took 251 ms',
  });
});
