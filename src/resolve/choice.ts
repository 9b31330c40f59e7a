import type { ManifestPath } from '../model/problem.ts';
import type { Reason } from '../model/resolved-listing.ts';

/** A value with the reasons for it; a value from the manifest needs no reason. */
export interface Choice<T> {
  readonly value: T;
  readonly reasons: readonly Reason[];
}

type Chosen<Parts> = { readonly [Name in keyof Parts]: Parts[Name] extends Choice<infer T> ? T : never };

export function given<T>(value: T): Choice<T> {
  return { value, reasons: [] };
}

/** A value that the manifest does not give: it always has a reason. */
export function derived<T>(path: ManifestPath, value: T, because: string): Choice<T> {
  return { value, reasons: [{ path, value: shown(value), because }] };
}

/** The value of the manifest, or otherwise a value with its reason. */
export function orElse<T>(
  path: ManifestPath,
  written: T | undefined,
  otherwise: T,
  because: string,
): Choice<T> {
  return written === undefined ? derived(path, otherwise, because) : given(written);
}

/** Several choices as one: a record of the values, and all their reasons in order. */
export function together<Parts extends Readonly<Record<string, Choice<unknown>>>>(
  parts: Parts,
): Choice<Chosen<Parts>> {
  const names = Object.entries(parts).map(([name, choice]) => [name, choice.value] as const);
  return {
    value: Object.fromEntries(names) as Chosen<Parts>,
    reasons: Object.values(parts).flatMap(({ reasons }) => reasons),
  };
}

/** Like `together`, for a list. */
export function each<T>(choices: readonly Choice<T>[]): Choice<readonly T[]> {
  return { value: choices.map(({ value }) => value), reasons: choices.flatMap(({ reasons }) => reasons) };
}

function shown(value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(shown).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
