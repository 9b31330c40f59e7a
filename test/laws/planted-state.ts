import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';

/** Something that an attacker puts into the state of a listing, to lead a run to the outside. */
export interface Planted {
  readonly path: string;
  /** The text of a file; null for a link to the outside. */
  readonly text: string | null;
}

const work = '.sagemaker-mkt/work';
const run = '00000000-0000-4000-8000-000000000000';
const outsidePaths = ['../outside/file', '/etc/hostname', '..', 'a/../../outside/file', '.git/config'];

const journals = fc
  .record({
    run: fc.constantFrom(run, '../../../outside', '../..', '', '.'),
    moves: fc.array(
      fc.record({
        to: fc.constantFrom(...outsidePaths),
        before: fc.constant(null),
        after: fc.constant('0'.repeat(64)),
      }),
    ),
    deletes: fc.array(fc.record({ path: fc.constantFrom(...outsidePaths) })),
  })
  .filter(({ run: id, moves, deletes }) => id !== run || moves.length + deletes.length > 0)
  .map((journal): Planted => ({ path: `${work}/journal.json`, text: JSON.stringify(journal) }));

const links = fc
  .constantFrom(
    `${work}/${run}`,
    `${work}/${run}/aside`,
    `${work}/${run}/staging`,
    `${work}/running`,
    `${work}/lock.json`,
    `${work}/fresh`,
    `${work}/fresh/src`,
    `${work}/base/src`,
    `${work}.${run}`,
    '.sagemaker-mkt/kept/src',
    '.sagemaker-mkt/base/src',
  )
  .map((path): Planted => ({ path, text: null }));

const strangers = fc
  .constantFrom(
    `${work}/notes`,
    `${work}/${run}/notes`,
    `${work}/${run}/aside/notes`,
    `${work}/fresh/.git/config`,
    `${work}.${run}`,
  )
  .map((path): Planted => ({ path, text: 'mine\n' }));

export const planted: fc.Arbitrary<Planted> = fc.oneof(journals, links, strangers);

/** Plants it, and returns what takes it away again; undefined where something is there already. */
export function plant(folder: string, outside: string, { path, text }: Planted): (() => void) | undefined {
  const place = join(folder, path);
  if (existsSync(place)) return undefined;
  let top = place;
  while (!existsSync(dirname(top))) top = dirname(top);
  mkdirSync(dirname(place), { recursive: true });
  if (text === null) symlinkSync(outside, place);
  else writeFileSync(place, text);
  return () => rmSync(top, { recursive: true });
}
