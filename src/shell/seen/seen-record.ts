import type { RelPath } from '../../model/file-tree.ts';
import { isPlace } from '../tree/parse-journal.ts';
import { lookOf, type PlaceState } from './place-state.ts';

/** What was seen of a listing when it was as its manifest wants it. */
export interface SeenRecord {
  /** Fingerprint of all that it was made from. */
  readonly key: string;
  /** The first and the last day on which the manifest is judged as it was. */
  readonly days: readonly [string, string];
  /** What the manifest extends, seen from the listing. */
  readonly parents: readonly string[];
  readonly places: ReadonlyMap<RelPath, PlaceState>;
}

const [head, end] = ['sagemaker-mkt seen 1', 'end'];

export function printSeen({ key, days, parents, places }: SeenRecord): string {
  const lines = [...places].map(([path, state]) => `${state}\t${path}`);
  return `${[head, key, days.join(' '), JSON.stringify(parents), ...lines, end].join('\n')}\n`;
}

/** Anybody may have put such a file there, and a power cut may have left half of one: what is not whole is nothing. */
export function parseSeen(text: string): SeenRecord | undefined {
  const [first, key = '', span = '', names = '', ...lines] = text.split('\n');
  const [from = '', until = ''] = span.split(' ');
  if (first !== head || lines.pop() !== '' || lines.pop() !== end) return undefined;
  if (![from, until].every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))) return undefined;
  const parents = parsedNames(names);
  const places = lines.map(placeOf).filter((place) => place !== undefined);
  if (!parents || places.length < lines.length) return undefined;
  return { key, days: [from, until], parents, places: new Map(places) };
}

function parsedNames(text: string): readonly string[] | undefined {
  try {
    const names: unknown = JSON.parse(text);
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : undefined;
  } catch {
    return undefined;
  }
}

function placeOf(line: string): readonly [RelPath, PlaceState] | undefined {
  const [state = '', path = '', ...more] = line.split('\t');
  if (more.length > 0 || lookOf(state) === undefined || !isPlace(path)) return undefined;
  return [path, state];
}
