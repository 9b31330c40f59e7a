import type { ManifestPath } from './problem.ts';

/** A value that is set in a file, and where. */
export interface SaidValue {
  readonly path: ManifestPath;
  /** The value as text; lists are joined with commas. */
  readonly value: string;
  /** One-based, like a problem's location. */
  readonly source: { readonly file: string; readonly line: number; readonly column: number };
}
