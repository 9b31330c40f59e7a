import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { fleet } from '../support/fleet.ts';
import { generatedFolder, snapshot } from '../support/listing-folder.ts';
import { runCommand } from '../support/run-command.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

function newFleet(): string {
  return fleet(Object.fromEntries(names.map((name) => [name, modelPackage()])));
}

/** A listing as it is where it is generated alone. */
const alone = () => snapshot(generatedFolder());

test('many new listings have the same bytes as one alone, and rows in their order', async () => {
  const folder = newFleet();
  writeFileSync(join(folder, 'c/marketplace.yaml'), 'nonsense');
  const { code, out } = await runCommand(['generate', '*'], folder);
  const states = names.map((name) => [name, name === 'c' ? 'refused' : 'written']);
  expect([code, out.match(/^[a-i] +\w+/gm)?.map((row) => row.split(/ +/))]).toEqual([1, states]);
  for (const name of names.filter((name) => name !== 'c'))
    expect(snapshot(join(folder, name)), name).toEqual(alone());
  expect(readdirSync(join(folder, 'c'))).toEqual(['marketplace.yaml']);
});

test('a link to a listing is looked at when the listing is written', async () => {
  const folder = newFleet();
  for (const name of ['b', 'h', 'i']) {
    rmSync(join(folder, name), { recursive: true });
    symlinkSync('a', join(folder, name));
  }
  const { code, out } = await runCommand(['generate', '--json', ...names], folder);
  const { listings } = JSON.parse(out) as { listings: { status: string }[] };
  const states = names.map((name) => (['b', 'h', 'i'].includes(name) ? 'unchanged' : 'written'));
  expect([code, listings.map(({ status }) => status)]).toEqual([0, states]);
  expect(snapshot(join(folder, 'a'))).toEqual(alone());
});

test('what stands in the way of one of many listings is a problem of that one', async () => {
  const folder = newFleet();
  mkdirSync(join(folder, 'd/Dockerfile'));
  const { code, err } = await runCommand(['generate', '*'], folder);
  expect([code, err]).toEqual([3, expect.stringMatching(/^d\/Dockerfile:1:1: conflict: this is a folder/)]);
  expect(readdirSync(join(folder, 'd')).sort()).toEqual(['Dockerfile', 'marketplace.yaml']);
  rmSync(join(folder, 'd/Dockerfile'), { recursive: true });
  const again = await runCommand(['generate', '-q', '*'], folder);
  expect(again.out).toBe('9 listings: 1 written and 8 unchanged\n');
});
