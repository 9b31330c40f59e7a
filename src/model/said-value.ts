import type { ManifestPath } from './problem.ts';

/** A value that a file says, and where. */
export interface SaidValue {
  readonly path: ManifestPath;
  /** In words, as a reason has it: a list with commas. */
  readonly value: string;
  /** One-based, like a problem's location. */
  readonly source: { readonly file: string; readonly line: number; readonly column: number };
}
