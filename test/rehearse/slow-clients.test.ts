import { expect, test } from 'vitest';
import { ok } from '../../src/model/result.ts';
import type { ServeScene } from '../../src/rehearse/check.ts';
import { slowClients } from '../../src/rehearse/checks/slow-clients.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';
import type { Question } from '../../src/rehearse/stage.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

test('callers are slow only until a ping and another call have been answered', async () => {
  if (slowClients.phase !== 'serve') throw new Error('it looks at no server');
  const order: string[] = [];
  const answer = {
    ...ok({ status: 200, headers: {}, body: new Uint8Array(), connectMs: 0 }),
    milliseconds: 1,
  };
  const ask = async ({ path, slowly }: Question) => {
    await slowly?.until;
    order.push(slowly ? 'slow' : path);
    return answer;
  };
  const sample = { type: 'text/csv', path: 'samples/text-csv.csv', body: Uint8Array.of(49) };
  const scene = {
    server: { ask },
    stage: { pause: async () => {} },
    sound: async () => [sample],
    listing: resolveText(modelPackage()),
    limits: timeLimits,
  };
  expect(await slowClients.look(scene as unknown as ServeScene)).toMatchObject({ verdict: 'passed' });
  expect(order).toEqual(['/invocations', '/ping', '/invocations', ...Array(16).fill('slow')]);
});
