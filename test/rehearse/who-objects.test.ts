import { expect, test } from 'vitest';
import type { Seen } from '../../src/model/rehearsal.ts';
import { failure, ok, type Result } from '../../src/model/result.ts';
import { allChecks } from '../../src/rehearse/all-checks.ts';
import type { ServeScene } from '../../src/rehearse/check.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';
import { sources } from '../../src/rehearse/sources.ts';
import type { Answer } from '../../src/rehearse/stage.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

test('what no document of AWS asks for decides nothing', () => {
  const without = allChecks.filter(({ source }) => source === sources.none);
  expect(without.length).toBeGreaterThan(0);
  expect(without.filter(({ objector }) => objector !== 'good practice')).toEqual([]);
});

/** The result of a check for a server that answers each call so. */
async function look(id: string, reply: Result<Answer>): Promise<Seen> {
  const check = allChecks.find((one) => one.id === id);
  if (check?.phase !== 'serve') throw new Error('it looks at no server');
  const sample = { type: 'text/csv', path: 'samples/text-csv.csv', body: Uint8Array.of(49) };
  const server = {
    ask: async () => ({ ...reply, milliseconds: 1 }),
    ending: () => undefined,
    log: async () => [],
  };
  const scene = {
    server,
    sound: async () => [sample],
    listing: resolveText(modelPackage()),
    limits: timeLimits,
  };
  return check.look(scene as unknown as ServeScene);
}

const brokenCalls = ['bad-body', 'empty-body', 'undeclared-type', 'undeclared-answer'];

test.each(brokenCalls)('%s: a 500 is answered and a matter of good practice', async (id) => {
  const seen = await look(id, ok({ status: 500, headers: {}, body: new Uint8Array(), connectMs: 0 }));
  expect(seen.verdict).toBe('failed');
  expect(seen).not.toHaveProperty('objector');
});

test.each(brokenCalls)('%s: without any answer buyers suffer', async (id) => {
  const seen = await look(id, failure('no answer within 60 s'));
  expect(seen).toMatchObject({ verdict: 'failed', objector: 'buyers suffer' });
});
