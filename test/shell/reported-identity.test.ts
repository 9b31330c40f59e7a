import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { fleet } from '../support/fleet.ts';
import { runCommand } from '../support/run-command.ts';

const product = 'product: { type: model-package, name: churn-scorer }\n';
const tagged = (tags: string) => `${product}upload: { tags: { ${tags} } }\n`;

/** The listings of a run whose manifests all have errors, because a manifest needs more than these lines. */
async function reported(manifests: Readonly<Record<string, string>>, policy = '') {
  const folder = fleet(manifests);
  if (policy !== '') writeFileSync(join(folder, 'marketplace.policy.yaml'), policy);
  const { out } = await runCommand(['generate', '*', '--dry-run', '--json'], folder);
  return JSON.parse(out).listings as readonly Record<string, unknown>[];
}

test.each([
  ['owner: risk, team: pricing', '', 'risk'],
  ['team: pricing, Owner: Risk', '', 'Risk'],
  ['team: pricing', '', null],
  ['team: pricing, cost: x', 'policy: { requiredTags: [team, cost] }\n', 'pricing'],
  ['owner: risk, team: pricing', 'policy: { requiredTags: [team] }\n', 'risk'],
  ['cost: x', 'policy: { requiredTags: [team, cost] }\n', null],
])(
  'a manifest with errors and the tags %s, under the policy %j, has the owner %j',
  async (tags, policy, owner) => {
    const [listing] = await reported({ a: tagged(tags) }, policy);
    expect(listing).toMatchObject({ status: 'refused', name: 'churn-scorer', owner, product: null });
  },
);

test('the file that a manifest extends gives the owner too', async () => {
  const folder = fleet({ a: `extends: ../team.yaml\n${modelPackage()}` });
  writeFileSync(join(folder, 'team.yaml'), 'upload: { tags: { owner: risk } }\n');
  const { out } = await runCommand(['generate', 'a', '--dry-run', '--json'], folder);
  expect(JSON.parse(out).listings[0]).toMatchObject({ name: 'churn-scorer', owner: 'risk' });
});

test('a manifest that cannot be read has neither a name nor an owner', async () => {
  const listings = await reported({ a: 'nonsense', b: 'product: [', c: 'product: { name: 3 }\nupload: 4\n' });
  expect(listings.map(({ name, owner }) => [name, owner])).toEqual([
    [null, null],
    [null, null],
    [null, null],
  ]);
});

test('the last rehearsal of a listing is shown even where its manifest has an error', async () => {
  const folder = fleet({ a: product });
  mkdirSync(join(folder, 'a/local'));
  const count = { passed: 40, warned: 0, failed: 2, notSeen: 0 };
  const stage = { stage: 'process', images: [], readyMs: null, checks: {}, load: null } as const;
  const kept = { format: 1, generator: '0.1.0', date: '2026-11-20T09:00:00.000Z', verdict: 'not-ready' };
  writeFileSync(join(folder, 'a/local/rehearsal.json'), JSON.stringify({ ...kept, count, ...stage }));
  const { out } = await runCommand(['generate', 'a', '--dry-run', '--json'], folder);
  expect(JSON.parse(out).listings[0]).toMatchObject({
    status: 'refused',
    rehearsal: { verdict: 'not-ready', count: { failed: 2 } },
  });
});
