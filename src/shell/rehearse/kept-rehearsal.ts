import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptRehearsal, Rehearsal, RehearsalChanges } from '../../model/rehearsal.ts';
import { keptOf, parseKept } from '../../rehearse/kept-rehearsal.ts';
import { changesSince } from '../../report/rehearsal-changes.ts';
import { errorCode } from '../error-code.ts';
import { putWholeFile } from '../report-file.ts';

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
  try {
    putWholeFile(join(folder, place), `${JSON.stringify(kept, null, 2)}\n`);
  } catch (error) {
    say(`this run is not kept for the next one: ${place} cannot be written (${errorCode(error)})`);
  }
  return before ? changesSince(before, rehearsal) : null;
}

/** Empty where the place cannot be read as a file; undefined where nothing is there. */
function readPlace(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, place), 'utf8');
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '') ? undefined : '';
  }
}
