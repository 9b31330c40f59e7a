import type { FileMode, FilePolicy, RelPath } from './file-tree.ts';

/** The data one template sees. Every member is present; a template has no other source. */
export type View = { readonly [name: string]: ViewValue };
export type ViewValue = string | number | boolean | null | readonly ViewValue[] | View;

/** JSON that is built and serialised, never printed by a template. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type PlannedContent =
  | { readonly kind: 'template'; readonly template: string; readonly view: View }
  /** A real file below `listing/`, copied as it is. */
  | { readonly kind: 'verbatim'; readonly source: string }
  | { readonly kind: 'json'; readonly value: Json }
  | PlannedYaml
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** YAML that is built and serialised, with the words that explain it to its reader. */
export interface PlannedYaml {
  readonly kind: 'yaml';
  readonly value: Json;
  /** Above everything. */
  readonly header: string;
  /** Above a member, by its path: `jobs.changed`, `jobs.changed.steps.0`. */
  readonly comments: ReadonlyMap<string, string>;
  /** Behind a text, wherever it stands. */
  readonly remarks: ReadonlyMap<string, string>;
}

export interface PlannedFile {
  readonly path: RelPath;
  readonly mode: FileMode;
  readonly policy: FilePolicy;
  readonly content: PlannedContent;
}

/** Sorted by path, each path once. */
export type FilePlan = readonly PlannedFile[];
