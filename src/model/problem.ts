import type { ProblemCode } from './problem-code.ts';

/** The path of a manifest member: keys and zero-based positions. */
export type ManifestPath = readonly (string | number)[];

/** A place in the manifest; `locate` turns it into file, line and column. */
export interface Place {
  readonly path: ManifestPath;
  readonly target: 'key' | 'value';
  /** Index of the policy where the path begins with `policy`: several files may have one. */
  readonly policy?: number;
}

export type Severity = 'error' | 'warning' | 'conflict';

/** Something that sellers must or may fix. */
export interface Problem {
  /** For a rule, the name of its file. */
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly at: Place;
  readonly what: string;
  readonly fix: string;
  /** Why it matters. */
  readonly because?: string;
  /** In place of a reason: what the rule is. */
  readonly rule?: string;
  readonly related?: readonly Related[];
}

export interface Related {
  readonly at: Place;
  readonly sentence: string;
}

/** A part of one line of a file. Line and column are one-based; columns count characters. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the carets underline; 0 where there is no text to point at. */
  readonly length: number;
  /** The whole source line; empty where the file has no text to show. */
  readonly source: string;
}

/** A problem with its place in a file, ready to be printed. */
export interface LocatedProblem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly location: Location;
  readonly what: string;
  readonly fix: string;
  /** Why it matters. */
  readonly because?: string;
  /** In place of a reason: what the rule is. */
  readonly rule?: string;
  readonly notes?: readonly Note[];
}

export interface Note {
  readonly location: Location;
  readonly sentence: string;
}
