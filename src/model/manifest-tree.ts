/** A text file as it was read; lines keep their place so that problems can name it. */
export interface SourceFile {
  /** As shown to the seller: relative to where the command runs, `/` between the parts. */
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
  /** As it was written: an unquoted 3.10 is the number 3.1, and only this still says 3.10. */
  readonly written: string;
}

/** A manifest with what it extends merged under it. Every node still knows the file it came from. */
export interface ManifestTree {
  readonly root: MapNode;
  /** What the extended files allow: never merged, because all of them bind the listing. The outermost comes first. */
  readonly policies: readonly MapEntry[];
  /** The file that was asked for, the last word in the merge. */
  readonly entry: SourceFile;
}
