import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { MapEntry, MapNode, SourceFile, Span, TreeNode } from '../model/manifest-tree.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { ProblemCode } from '../model/problem-code.ts';
import { failure, ok, type Result } from '../model/result.ts';
import { quoted } from '../problem/yaml-words.ts';
import { scalarFault } from './faults/scalar-fault.ts';
import { sourceLocation } from './source-location.ts';

/** Far above any real manifest: the limit stops aliases that expand to millions of nodes. */
const mostNodes = 20_000;
const deepest = 64;

/** Our own tree of a YAML document: aliases are replaced by their values, and every node has its span of the text. */
export function buildTree(
  source: SourceFile,
  document: Document.Parsed,
): Result<MapNode, readonly LocatedProblem[]> {
  const builder: Builder = { source, document, nodesLeft: mostNodes, faults: [] };
  try {
    const root = document.contents && buildNode(builder, document.contents, 0);
    if (builder.faults.length > 0) return failure(builder.faults);
    if (root?.kind === 'map') return ok(root);
    return failure([notAMap(source, root?.kind)]);
  } catch (error) {
    if (error instanceof UnusableYaml) return failure([error.problem]);
    throw error;
  }
}

interface Builder {
  readonly source: SourceFile;
  readonly document: Document.Parsed;
  nodesLeft: number;
  readonly faults: LocatedProblem[];
}

/** Ends the recursion with a problem; `buildTree` catches it. */
class UnusableYaml extends Error {
  readonly problem: LocatedProblem;
  constructor(problem: LocatedProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

function buildNode(builder: Builder, node: Node, depth: number, isItem = false): TreeNode {
  const span = spanOf(builder, node);
  builder.nodesLeft -= 1;
  if (builder.nodesLeft < 0) throw new UnusableYaml(tooMuch(span));
  if (depth > deepest) throw new UnusableYaml(tooDeep(span));
  if (isAlias(node)) {
    const target = node.resolve(builder.document);
    if (!target)
      throw new UnusableYaml(
        problemAt(
          span,
          'yaml-alias',
          'this alias has no anchor above it',
          `put the value here; a text that begins with * goes in quotes:  ${quoted(textIn(span))}`,
        ),
      );
    return buildNode(builder, target, depth + 1);
  }
  if (isMap<Node, Node | null>(node))
    return { kind: 'map', span, entries: buildEntries(builder, node.items, depth) };
  if (isSeq<Node>(node))
    return { kind: 'list', span, items: node.items.map((item) => buildNode(builder, item, depth + 1, true)) };
  const fault = isScalar(node) && node.type === 'PLAIN' ? scalarFault(span, isItem) : undefined;
  if (fault) builder.faults.push(fault);
  return { kind: 'scalar', span, value: scalarValue(node), written: textIn(span) };
}

function buildEntries(
  builder: Builder,
  pairs: readonly Pair<Node, Node | null>[],
  depth: number,
): ReadonlyMap<string, MapEntry> {
  const entries = new Map<string, MapEntry>();
  for (const { key, value } of pairs) {
    const span = spanOf(builder, key);
    if (!isScalar(key) || typeof key.value === 'object')
      throw new UnusableYaml(
        problemAt(
          span,
          'yaml-key',
          'this key is not text',
          'write a plain word in front of the colon; a text that begins with { or [ goes in quotes',
        ),
      );
    if (key.value === '<<') throw new UnusableYaml(mergeKey(span));
    entries.set(String(key.value), {
      key: span,
      value: value ? buildNode(builder, value, depth + 1) : emptyValue(span),
    });
  }
  return entries;
}

function mergeKey(span: Span): LocatedProblem {
  return problemAt(
    span,
    'yaml-key',
    '`<<` merges nothing: it is not part of YAML 1.2',
    'write the members out, or put what listings share into a file that they name in `extends`',
  );
}

function textIn({ source, start, end }: Span): string {
  return source.text.slice(start, end);
}

/** The value of a key without one: an empty span after the key. */
function emptyValue(key: Span): TreeNode {
  return { kind: 'scalar', span: { ...key, start: key.end }, value: null, written: '' };
}

function scalarValue(node: Node): string | number | boolean | null {
  const value: unknown = isScalar(node) ? node.value : null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value);
}

function spanOf(builder: Builder, node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return { source: builder.source, start, end };
}

function notAMap(source: SourceFile, kind: TreeNode['kind'] | undefined): LocatedProblem {
  const isEmpty = kind === undefined;
  const what = isEmpty ? 'there is nothing in this file' : 'this file does not hold a map of keys and values';
  const fix =
    'start it with  version: 1  and the members of a manifest, or write one with  sagemaker-mkt init';
  return problemAt(
    { source, start: 0, end: 1 },
    isEmpty ? 'manifest-empty' : 'manifest-not-a-map',
    what,
    fix,
  );
}

function tooMuch(span: Span): LocatedProblem {
  const what = `written out, the aliases of this file become more than ${mostNodes} values`;
  return problemAt(
    span,
    'yaml-alias-explosion',
    what,
    'write the values out, without aliases that contain aliases',
  );
}

function tooDeep(span: Span): LocatedProblem {
  const what = `this is nested more than ${deepest} levels deep`;
  return problemAt(span, 'yaml-too-deep', what, 'pass a manifest: it needs no more than eight levels');
}

function problemAt(span: Span, code: ProblemCode, what: string, fix: string): LocatedProblem {
  return { code, severity: 'error', location: sourceLocation(span), what, fix };
}
