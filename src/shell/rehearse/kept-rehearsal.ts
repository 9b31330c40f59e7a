import { dirname, join } from 'node:path';
import { relPath } from '../../model/file-tree.ts';
import type { KeptRehearsal, Rehearsal, RehearsalChanges } from '../../model/rehearsal.ts';
import { keptOf, parseKept } from '../../rehearse/kept-rehearsal.ts';
import { changesSince } from '../../report/rehearsal-changes.ts';
import { errorCode } from '../error-code.ts';
import { readRegularFile } from '../read-regular-file.ts';
import { putWholeFile } from '../report-file.ts';
import { foldersInTheWay } from '../tree/load-current-files.ts';

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
  const fault = whyNotKept(folder, `${JSON.stringify(kept, null, 2)}\n`);
  if (fault !== undefined)
    say(`this run is not kept for the next one: ${place} cannot be written (${fault})`);
  return before ? changesSince(before, rehearsal) : null;
}

/** Undefined once the text is there. A link would lead the write out of the listing. */
function whyNotKept(folder: string, text: string): string | undefined {
  const [link] = foldersInTheWay(folder, [relPath(dirname(place))]);
  if (link) return `${link.path} is not a folder of the listing`;
  try {
    putWholeFile(join(folder, place), text);
    return undefined;
  } catch (error) {
    return errorCode(error) ?? String(error);
  }
}

/** Empty where the place has something else than a file; undefined where nothing is there. */
function readPlace(folder: string): string | undefined {
  const read = readRegularFile(join(folder, place));
  if (read === undefined) return undefined;
  return read.ok ? new TextDecoder().decode(read.value.content) : '';
}
