import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptRehearsal, Rehearsal, RehearsalChanges } from '../../model/rehearsal.ts';
import { keptOf, parseKept } from '../../rehearse/kept-rehearsal.ts';
import { changesSince } from '../../report/rehearsal-changes.ts';
import { putInListing } from '../put-in-listing.ts';
import { readRegularFile } from '../read-regular-file.ts';

/** In `local/`, which is in neither git nor an image. */
const place = 'local/rehearsal.json';

/** The last rehearsal of a listing; undefined where none is kept, or the file is damaged. */
export function loadKept(folder: string): KeptRehearsal | undefined {
  const text = readPlace(folder);
  return text === undefined ? undefined : parseKept(text);
}

/** Replaces the kept rehearsal by this one, and gives what changed since. The listing's own files stay as they are. */
export function keepRehearsal(
  folder: string,
  rehearsal: Rehearsal,
  { generator, say }: { readonly generator: string; readonly say: (line: string) => void },
): RehearsalChanges | null {
  const text = readPlace(folder);
  const before = text === undefined ? undefined : parseKept(text);
  if (text !== undefined && !before)
    say(`${place} is damaged or has another version: it is replaced, and nothing is compared`);
  const kept = keptOf(rehearsal, { generator, date: new Date().toISOString(), before });
  const written = putInListing(folder, place, `${JSON.stringify(kept, null, 2)}\n`);
  if (!written.ok)
    say(`this run is not kept for the next one: ${place} cannot be written (${written.reason})`);
  return before ? changesSince(before, rehearsal) : null;
}

/** Empty where the place has something else than a file; undefined where nothing is there. */
function readPlace(folder: string): string | undefined {
  // Most listings have none, and a look costs less than an attempt that fails.
  if (!existsSync(join(folder, place))) return undefined;
  const read = readRegularFile(join(folder, place));
  if (read === undefined) return undefined;
  return read.ok ? new TextDecoder().decode(read.value.content) : '';
}
