/** As in NumPy's `allclose`: numbers differ by no more than `absolute + relative × expected`. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

export const usualTolerance: Tolerance = { relative: 1e-5, absolute: 1e-8 };

const most = 5;

/** The first differences of two values that were read from bodies, each with its place. */
export function differencesOf(expected: unknown, given: unknown, tolerance: Tolerance): readonly string[] {
  const found: string[] = [];
  collect(expected, given, '', { tolerance, found });
  return found;
}

interface Search {
  readonly tolerance: Tolerance;
  readonly found: string[];
}

function collect(expected: unknown, given: unknown, place: string, search: Search): void {
  if (search.found.length >= most || isSame(expected, given, search.tolerance)) return;
  const names = membersOf(expected, given);
  if (!names) {
    search.found.push(`${place || 'the answer'}: expected ${shown(expected)}, and got ${shown(given)}`);
    return;
  }
  for (const name of names)
    collect(Object(expected)[name], Object(given)[name], placeOf(place, name, expected), search);
}

function isSame(expected: unknown, given: unknown, tolerance: Tolerance): boolean {
  if (Object.is(expected, given)) return true;
  const [one, other] = [numberIn(expected), numberIn(given)];
  if (one === undefined || other === undefined || typeof expected !== typeof given) return false;
  return Math.abs(one - other) <= tolerance.absolute + tolerance.relative * Math.abs(one);
}

/** Cells of CSV are texts that may be numbers. */
function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** The names to compare, if both are lists of one length, or both are objects. */
function membersOf(expected: unknown, given: unknown): readonly string[] | undefined {
  if (Array.isArray(expected) && Array.isArray(given))
    return expected.length === given.length ? Object.keys(expected) : undefined;
  const areObjects = [expected, given].every(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  );
  return areObjects
    ? [...new Set([...Object.keys(Object(expected)), ...Object.keys(Object(given))])]
    : undefined;
}

function placeOf(place: string, name: string, holder: unknown): string {
  if (Array.isArray(holder)) return `${place}[${name}]`;
  return place ? `${place}.${name}` : name;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  const size = Array.isArray(value) ? ` (${value.length} items)` : '';
  return text.length > 60 ? `${text.slice(0, 60)}…${size}` : text;
}
