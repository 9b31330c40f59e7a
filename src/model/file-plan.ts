import type { FileMode, FilePolicy, RelPath } from './file-tree.ts';

/** The data of one template. Every member is present; a template has no other source. */
export type View = { readonly [name: string]: ViewValue };
export type ViewValue = string | number | boolean | null | readonly ViewValue[] | View;

/** JSON that is serialised, not printed by a template. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type PlannedContent =
  | { readonly kind: 'template'; readonly template: string; readonly view: View }
  /** A Jupyter notebook, whose cells one template prints. */
  | { readonly kind: 'notebook'; readonly template: string; readonly view: View }
  /** A file below `listing/`, copied unchanged. */
  | { readonly kind: 'verbatim'; readonly source: string }
  | { readonly kind: 'json'; readonly value: Json }
  | PlannedYaml
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** YAML that is serialised, with comments for its reader. */
export interface PlannedYaml {
  readonly kind: 'yaml';
  readonly value: Json;
  /** A comment at the top. */
  readonly header: string;
  /** Comments above members, by path: `jobs.changed`, `jobs.changed.steps.0`. */
  readonly comments: ReadonlyMap<string, string>;
  /** Comments behind a value, by the value. */
  readonly remarks: ReadonlyMap<string, string>;
}

export interface PlannedFile {
  readonly path: RelPath;
  readonly mode: FileMode;
  readonly policy: FilePolicy;
  readonly content: PlannedContent;
  /** What a printed seed is made for. A copied seed has its source. */
  readonly seed?: string;
  /** The file of the listing that it is a copy of. `content` is what a new listing has. */
  readonly copyOf?: RelPath;
}

/** Sorted by path, without duplicates. */
export type FilePlan = readonly PlannedFile[];
