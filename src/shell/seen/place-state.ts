import { lstatSync, type Stats } from 'node:fs';

/**
 * How a place looks without being read. `f`: a file, with all that an edit, a move or a new mode changes. `w`: a folder in which
 * nothing may come or go. `d`: any folder. `-`: nothing is there.
 */
export type PlaceState = string;

/** What a place is looked at as. */
export type Look = 'f' | 'w' | 'd' | '-';

/** Undefined for a text that no look has given. */
export function lookOf(state: PlaceState): Look | undefined {
  return (['f', 'w', 'd', '-'] as const).find((look) => look === state.charAt(0));
}

/** When the place changed last, by the clock of its disk; undefined where nothing of it is noted. */
export function changedAt(state: PlaceState): number | undefined {
  const [, time] = state.split(' ');
  return time === undefined ? undefined : Number(time);
}

/** Undefined for what is neither a file nor a folder: a link may lead elsewhere tomorrow. */
export function stateAt(path: string, look: Look): PlaceState | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found ? stateOf(found, look) : '-';
}

export function stateOf(found: Stats, look: Look): PlaceState | undefined {
  const { ctimeMs, mtimeMs, ino, size, mode } = found;
  if (found.isFile()) return `f ${ctimeMs} ${mtimeMs} ${ino} ${size} ${mode}`;
  if (!found.isDirectory()) return undefined;
  return look === 'w' ? `w ${ctimeMs} ${mtimeMs} ${ino}` : 'd';
}
