/** The text of a file, unchanged, so that problems can show its lines. */
export interface SourceFile {
  /** The shown name: relative to where the command runs, `/` between the parts. */
  readonly file: string;
  readonly text: string;
}

/** Offsets into the text, end not included. */
export interface Span {
  readonly source: SourceFile;
  readonly start: number;
  readonly end: number;
}

export type TreeNode = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: 'map';
  readonly span: Span;
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  readonly key: Span;
  readonly value: TreeNode;
}

export interface ListNode {
  readonly kind: 'list';
  readonly span: Span;
  readonly items: readonly TreeNode[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly span: Span;
  readonly value: string | number | boolean | null;
  /** The source text: an unquoted 3.10 is the number 3.1, and only this still says 3.10. */
  readonly written: string;
}

/** A manifest with what it extends merged under it. Every node still knows the file it came from. */
export interface ManifestTree {
  readonly root: MapNode;
  /** The policies of policy files and of extended files, each outermost first. Never merged, because all of them bind the listing. */
  readonly policies: readonly MapEntry[];
  /** The manifest itself, which overrides what it extends. */
  readonly entry: SourceFile;
}
