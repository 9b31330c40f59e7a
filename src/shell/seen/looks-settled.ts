import { dirname, join, resolve } from 'node:path';
import { namesIn } from '../names-in.ts';
import type { PolicyPlace } from '../policy-files.ts';
import { readRegularText } from '../read-regular-file.ts';
import { listingPaths } from '../tree/listing-paths.ts';
import { lookOf, stateAt } from './place-state.ts';
import type { SeenGround } from './remember-listing.ts';
import { keyOf, readInputs } from './seen-inputs.ts';
import { parseSeen } from './seen-record.ts';

/**
 * Whether a listing was as its manifest wants it, and everything that this rests on still looks the same. The note decides about
 * nothing else: a forged one, for which an attacker needs the times of this disk, makes a run leave a listing as it is.
 */
export function looksSettled(
  path: string,
  { build, today }: Omit<SeenGround, 'days'>,
  place: PolicyPlace,
): boolean {
  const manifest = resolve(place.cwd, path);
  const folder = dirname(manifest);
  const { state } = listingPaths(folder);
  const note = readRegularText(join(folder, state.seen));
  const record = note === undefined ? undefined : parseSeen(note);
  if (!record) return false;
  const { key, days, parents, places } = record;
  if (today < days[0] || today > days[1] || hasWork(join(folder, state.root))) return false;
  const inputs = readInputs(manifest, parents, place);
  if (!inputs || keyOf(build, manifest, inputs) !== key) return false;
  return [...places].every(
    ([where, before]) => stateAt(join(folder, where), lookOf(before) ?? '-') === before,
  );
}

/** Of a run that is at work, or was killed. */
function hasWork(root: string): boolean {
  return namesIn(root).some((name) => name.startsWith('work'));
}
