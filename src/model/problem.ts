import type { ProblemCode } from './problem-code.ts';

/** Where a manifest member stands: the keys and zero-based positions that lead to it. */
export type ManifestPath = readonly (string | number)[];

/** A place as a rule knows it; `locate` turns it into a file, a line and a column. */
export interface Place {
  readonly path: ManifestPath;
  readonly target: 'key' | 'value';
  /** Which of the policies above a listing, where the path begins with `policy`: several files may hold one. */
  readonly policy?: number;
}

export type Severity = 'error' | 'warning' | 'conflict';

/** Something the seller must or may fix. Every problem carries its remedy. */
export interface Problem {
  /** Of a rule, the name of its file. */
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly at: Place;
  readonly what: string;
  readonly fix: string;
  readonly because?: string;
  readonly related?: readonly Related[];
}

export interface Related {
  readonly at: Place;
  readonly sentence: string;
}

/** A stretch of one line of a file. Line and column are one-based; a column counts characters. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the carets underline; 0 where there is no text to point at. */
  readonly length: number;
  /** The whole source line, or nothing where the file has no text to show. */
  readonly source: string;
}

/** A problem that needs no YAML any more to be printed. */
export interface LocatedProblem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly location: Location;
  readonly what: string;
  readonly fix: string;
  readonly because?: string;
  readonly notes?: readonly Note[];
}

export interface Note {
  readonly location: Location;
  readonly sentence: string;
}
