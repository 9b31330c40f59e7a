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

/** A manifest during an upgrade: its text, and the parsed document. */
export interface Editable {
  /** The file as it is on disk: problems are shown in this text. */
  readonly source: SourceFile;
  readonly tracked: TrackedText;
  readonly document: Document.Parsed;
  readonly root: EditableMap;
  readonly comments: readonly Stretch[];
}

/** Undefined when the text is not a YAML map; a text that was read before always is one. */
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
  /** The nodes from the root to the map that holds the key, in this order; aliases are not resolved here. */
  readonly trail: readonly Node[];
}

/** Every entry in the text that fits the pattern, also below an alias. */
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

/** A problem at a stretch of the edited text, shown at its place in the file on disk. */
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

/** A # inside a scalar is not a comment: the lexer puts a mark in front of each scalar. */
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
/** The lexer's marks for document, end of flow and scalar: they are not in the text. */
const lexerMarks: ReadonlySet<string> = new Set(['\u0002', '\u0018', scalarMark]);
