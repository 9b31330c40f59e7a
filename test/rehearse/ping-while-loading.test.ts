import { expect, test } from 'vitest';
import { failure } from '../../src/model/result.ts';
import type { Opening, StartScene } from '../../src/rehearse/check.ts';
import { pingWhileLoading } from '../../src/rehearse/checks/ping-while-loading.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';

/** The last ping hung, and the server ended after this time. */
function look(endedMs: number | undefined) {
  if (pingWhileLoading.phase !== 'start') throw new Error('it looks at a start');
  const ping = (atMs: number, milliseconds: number) => ({
    atMs,
    answer: { ...failure('no answer'), milliseconds },
  });
  const ending = endedMs === undefined ? undefined : { code: 1, wasKilled: false, milliseconds: endedMs };
  const opening: Opening = { pings: [ping(5, 1), ping(3000, 2000)], readyMs: undefined, ending, log: [] };
  return pingWhileLoading.look({ opening, limits: timeLimits } as StartScene);
}

test('a ping that is under way when the server ends does not hang', () => {
  expect(look(2500)).toMatchObject({ verdict: 'passed' });
});

test.each([undefined, 60_000])('one of a server that runs does', (endedMs) => {
  expect(look(endedMs)).toMatchObject({
    verdict: 'failed',
    words: expect.stringContaining('1 of 2 pings hung'),
  });
});
