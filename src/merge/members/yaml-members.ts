import {
  isMap,
  isScalar,
  type Node,
  type Pair,
  parseAllDocuments,
  parseDocument,
  type ToStringOptions,
} from 'yaml';
import { isSameJson, type JsonRecord, type MemberPath, type MemberText } from './member-text.ts';
import { inOldLines } from './old-lines.ts';
import { changeMap, type Generated, nameOf, type YamlRoot } from './yaml-edits.ts';

interface YamlText extends MemberText {
  readonly root: YamlRoot;
}

/** A YAML text; undefined where it is none, has several documents, or no map at its top. */
export function yamlMembers(text: string): YamlText | undefined {
  const read = readYaml(text);
  if (!read) return undefined;
  const { root, value } = read;
  return {
    root,
    value,
    lineOf: (path) => text.slice(0, placeOf(root, path)).split('\n').length,
    rewritten: (wanted, { next, last }) => rewritten(text, wanted, { source: (next as YamlText).root, last }),
  };
}

/** Texts that YAML 1.1 reads as another type get quotes. */
const reading = { prettyErrors: false, logLevel: 'silent', compat: 'yaml-1.1' } as const;

function readYaml(text: string) {
  const [document, ...others] = parseAllDocuments(text, reading);
  if (!document || others.length > 0 || !('errors' in document) || document.errors.length > 0)
    return undefined;
  const root = document.contents;
  if (!isMap<Node, Node | null>(root) || !root.items.every(({ key }) => isScalar(key))) return undefined;
  try {
    return { document, root, value: document.toJS({ maxAliasCount: 50 }) as JsonRecord };
  } catch {
    return undefined;
  }
}

/** Prints the changed document, and takes over only the lines that this changes: the others stay as they are written. */
function rewritten(text: string, wanted: JsonRecord, generated: Generated): string | undefined {
  const document = parseDocument(text, reading);
  const layout = layoutOf(text);
  try {
    const before = document.toString(layout);
    changeMap(document.contents as YamlRoot, wanted, { document, ...generated });
    const after = document.toString(layout);
    return [inOldLines(text, before, after), after].find((result) =>
      isSameJson(readYaml(result)?.value, wanted),
    );
  } catch {
    // An alias whose text is gone cannot be printed.
    return undefined;
  }
}

function layoutOf(text: string): ToStringOptions {
  return {
    lineWidth: 0,
    indent: /^( +)\S/m.exec(text.replace(/^ *#.*$/gm, ''))?.[1]?.length ?? 2,
    indentSeq: !/^( *)[^\s#-][^\n]*:\n\1- /m.test(text),
    flowCollectionPadding: !/[[{][^\s{}[\]]/.test(text),
  };
}

function placeOf(root: YamlRoot, path: MemberPath): number {
  let [node, start]: [Node | null, number] = [root, 0];
  for (const key of path) {
    const pair: Pair<Node, Node | null> | undefined = isMap<Node, Node | null>(node)
      ? node.items.find((one) => nameOf(one.key) === key)
      : undefined;
    if (!pair) break;
    [node, start] = [pair.value, pair.key.range?.[0] ?? start];
  }
  return start;
}
