import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { SourceFile } from '../../model/manifest-tree.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { sourceLocation } from '../source-location.ts';
import { originOf, type Stretch, type TrackedText } from './text-edits.ts';

export type EditableMap = YAMLMap<Node, Node | null>;

/** A manifest on its way from one version to the next: its text, and what the text means. */
export interface Editable {
  /** The file as it is on disk: problems are shown there. */
  readonly source: SourceFile;
  readonly tracked: TrackedText;
  readonly document: Document.Parsed;
  readonly root: EditableMap;
  readonly comments: readonly Stretch[];
}

/** Nothing when the text is no YAML map; a text that was read before always is one. */
export function readEditable(source: SourceFile, tracked: TrackedText): Editable | undefined {
  const document = parseDocument(tracked.text, { prettyErrors: false });
  const root = document.contents;
  if (document.errors.length > 0 || !isMap<Node, Node | null>(root)) return undefined;
  return { source, tracked, document, root, comments: commentsIn(tracked.text) };
}

/** Names of keys, and `*` for each item of a list. */
export type MemberPattern = readonly string[];

/** A key of a map with its value. */
export interface Entry {
  readonly map: EditableMap;
  readonly index: number;
  readonly key: Scalar;
  readonly value: Node | null;
  /** The values that lead to it, the map it stands in last; aliases are among them as they are written. */
  readonly trail: readonly Node[];
}

/** Every place that the pattern names and the text has, also those that only an alias leads to. */
export function entriesAt(editable: Editable, pattern: MemberPattern): Entry[] {
  return walk(editable, editable.root, pattern, []);
}

export function entryOf(editable: Editable, map: EditableMap, name: string): Entry | undefined {
  return walk(editable, map, [name], [])[0];
}

function walk(editable: Editable, written: Node, pattern: MemberPattern, above: readonly Node[]): Entry[] {
  const [step, ...rest] = pattern;
  const node = isAlias(written) ? written.resolve(editable.document) : written;
  const trail = [...above, written];
  if (step === undefined || !node) return [];
  if (step === '*')
    return isSeq<Node>(node) ? node.items.flatMap((item) => walk(editable, item, rest, trail)) : [];
  if (!isMap<Node, Node | null>(node)) return [];
  return node.items.flatMap((pair, index) => {
    const { key, value } = pair as Pair<Node, Node | null>;
    if (!isScalar(key) || String(key.value) !== step) return [];
    if (rest.length === 0) return [{ map: node, index, key, value, trail }];
    return value ? walk(editable, value, rest, trail) : [];
  });
}

export function stretchOf(node: Node): Stretch {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

/** A problem at a stretch of the text, shown where that stands on disk. */
export function problemAt(
  editable: Editable,
  stretch: Stretch,
  words: Pick<LocatedProblem, 'code' | 'what' | 'fix'> & { readonly because?: string },
  note?: { readonly at: Stretch; readonly sentence: string },
): LocatedProblem {
  const located = (at: Stretch) =>
    sourceLocation({ source: editable.source, ...originOf(editable.tracked, at) });
  return {
    ...words,
    severity: 'error',
    location: located(stretch),
    ...(note && { notes: [{ location: located(note.at), sentence: note.sentence }] }),
  };
}

/** A # inside a text is none: the lexer marks texts by a character of its own in front of them. */
function commentsIn(text: string): Stretch[] {
  const comments: Stretch[] = [];
  let offset = 0;
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    const isMark = lexerMarks.has(lexeme);
    if (!isMark && before !== scalarMark && lexeme.startsWith('#'))
      comments.push({ start: offset, end: offset + lexeme.length });
    if (!isMark) offset += lexeme.length;
    before = lexeme;
  }
  return comments;
}

const scalarMark = '\u001f';
/** Document, end of flow, scalar: the lexer says them and they are not in the text. */
const lexerMarks: ReadonlySet<string> = new Set(['\u0002', '\u0018', scalarMark]);
