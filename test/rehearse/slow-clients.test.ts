import { expect, test } from 'vitest';
import type { Seen } from '../../src/model/rehearsal.ts';
import { ok } from '../../src/model/result.ts';
import type { ServeScene } from '../../src/rehearse/check.ts';
import { slowClients } from '../../src/rehearse/checks/slow-clients.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';
import type { Question } from '../../src/rehearse/stage.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

/** The result, and the calls in the order of their answers; each ping takes the next of these times. */
async function look(pings: readonly number[]): Promise<{ readonly seen: Seen; readonly order: string[] }> {
  if (slowClients.phase !== 'serve') throw new Error('it looks at no server');
  const order: string[] = [];
  const times = pings.values();
  const answer = ok({ status: 200, headers: {}, body: new Uint8Array(), connectMs: 0 });
  const ask = async ({ path, slowly }: Question) => {
    await slowly?.until;
    order.push(slowly ? 'slow' : path);
    return { ...answer, milliseconds: path === '/ping' ? (times.next().value ?? 0) : 1 };
  };
  const sample = { type: 'text/csv', path: 'samples/text-csv.csv', body: Uint8Array.of(49) };
  const scene = {
    server: { ask },
    stage: { pause: async () => {} },
    sound: async () => [sample],
    listing: resolveText(modelPackage()),
    limits: timeLimits,
  };
  return { seen: await slowClients.look(scene as unknown as ServeScene), order };
}

test('callers are slow only until a ping and another call have been answered', async () => {
  const { seen, order } = await look([1]);
  expect(seen).toMatchObject({ verdict: 'passed' });
  expect(order).toEqual(['/invocations', '/ping', '/invocations', ...Array(16).fill('slow')]);
});

test('one slow round of the machine is allowed, and two in a row are a fault of the server', async () => {
  expect((await look([1500, 1])).seen).toMatchObject({ verdict: 'passed' });
  expect((await look([1500, 1400])).seen).toMatchObject({ verdict: 'failed' });
});
