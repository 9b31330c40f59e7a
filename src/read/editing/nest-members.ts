import { isAlias, isMap, type Node, visit } from 'yaml';
import type { LocatedProblem } from '../../model/problem.ts';
import { quotedLike } from './change-scalar.ts';
import { type Editable, type Entry, entryOf, stretchOf } from './editable.ts';
import { cutFromFlow, entryEnd } from './flow-cuts.ts';
import { indented, isBlank, lineBreakAt, lineStart, type Region, regionOf } from './lines.ts';
import { aliasesIn, aliasObstacles, aliasProblem, nodesOf, saidTwice } from './obstacles.ts';
import { placeObstacles } from './remove-member.ts';
import type { Step } from './step.ts';
import type { Stretch, TextEdit } from './text-edits.ts';

export interface Nesting {
  /** The new parent key, inserted where the first of the members is. */
  readonly under: string;
  /** Old names with their new names. */
  readonly members: Readonly<Record<string, string>>;
  /** Members that are now required, with their values; written only where one of the above exists. */
  readonly first?: Readonly<Record<string, string>>;
}

/** Moves members of the manifest under a new key, with their comments and in their order. */
export function nestMembers(nesting: Nesting): Step {
  return {
    obstacles: (editable) => {
      const moved = movedBy(editable, nesting);
      const there = entryOf(editable, editable.root, nesting.under);
      return [
        ...moved.flatMap((entry) => [
          ...aliasObstacles(editable, [...entry.trail, entry.key]),
          ...placeObstacles(editable, entry),
          ...(there ? [saidTwice(editable, entry, there)] : []),
        ]),
        ...brokenAliases(editable, moved),
      ];
    },
    edits: (editable) => {
      const moved = movedBy(editable, nesting);
      if (moved.length === 0) return [];
      return editable.root.flow
        ? nestInFlow(editable, moved, nesting)
        : nestInLines(editable, moved, nesting);
    },
  };
}

function movedBy(editable: Editable, { members }: Nesting): Entry[] {
  return Object.keys(members)
    .flatMap((name) => entryOf(editable, editable.root, name) ?? [])
    .sort((a, b) => a.index - b.index);
}

/** Members move up, so an alias in them could end up before its anchor, or after another anchor of the same name. */
function brokenAliases(editable: Editable, moved: readonly Entry[]): LocatedProblem[] {
  const [first, ...rest] = moved;
  if (!first) return [];
  const target = stretchOf(first.key).start;
  const moving = new Set(rest.flatMap(nodesOf));
  const staying = (node: Node) => !moving.has(node) && !nodesOf(first).includes(node);
  const redefined = anchorsSetTwice(editable);
  return aliasesIn(editable).flatMap((alias) => {
    const anchored = alias.resolve(editable.document);
    if (!anchored) return [];
    const isOvertaken = moving.has(alias) && stretchOf(anchored).start > target && staying(anchored);
    return isOvertaken || redefined.has(alias.source)
      ? [aliasProblem(editable, alias, stretchOf(anchored))]
      : [];
  });
}

/** An alias means the nearest anchor above it with its name. With two such anchors, a move can change the meaning. */
function anchorsSetTwice({ document }: Editable): ReadonlySet<string> {
  const names = new Set<string>();
  const twice = new Set<string>();
  visit(document, {
    Node: (_, node) => {
      if (!('anchor' in node) || node.anchor === undefined) return;
      if (names.has(node.anchor)) twice.add(node.anchor);
      names.add(node.anchor);
    },
  });
  return twice;
}

function nestInFlow(editable: Editable, moved: readonly Entry[], nesting: Nesting): TextEdit[] {
  const [first, ...rest] = moved;
  if (!first) return [];
  const written = (entry: Entry) =>
    editable.tracked.text.slice(stretchOf(entry.key).start, stretchOf(entry.key).end);
  const like = (text: string) => quotedLike(written(first), text);
  const extras = Object.entries(nesting.first ?? {}).map(
    ([name, value]) => `${like(name)}: ${like(value)}, `,
  );
  const members = moved.flatMap((entry, index) => [
    ...(index > 0 ? [', '] : []),
    quotedLike(written(entry), newName(entry, nesting)),
    { start: stretchOf(entry.key).end, end: entryEnd(entry) },
  ]);
  const { start } = stretchOf(first.key);
  const pieces = [`${like(nesting.under)}: { `, ...extras, ...members, ' }'];
  return [
    { start, end: entryEnd(first), pieces, shownAt: start },
    ...cutFromFlow(editable, editable.root, rest),
  ];
}

function nestInLines(editable: Editable, moved: readonly Entry[], nesting: Nesting): TextEdit[] {
  const [first] = moved;
  if (!first) return [];
  const regions = moved.map((entry, index) => movedRegion(editable, entry, moved[index - 1]));
  const start = regions[0]?.start ?? 0;
  const shownAt = stretchOf(first.key).start;
  const margin = ' '.repeat(shownAt - lineStart(editable, shownAt));
  const lineBreak = lineBreakAt(editable, shownAt);
  const step = ' '.repeat(indentStep(editable));
  const extras = Object.entries(nesting.first ?? {}).map(
    ([name, value]) => `${margin}${step}${name}: ${value}${lineBreak}`,
  );
  const pieces = moved.flatMap((entry, index) => {
    const region = regions[index];
    const key = stretchOf(entry.key);
    if (!region) return [];
    return [
      ...indented(editable, { start: region.start, end: key.start }, step),
      ...(key.start === lineStart(editable, key.start) ? [step] : []),
      quotedLike(editable.tracked.text.slice(key.start, key.end), newName(entry, nesting)),
      ...indented(editable, { start: key.end, end: region.end }, step),
    ];
  });
  const heading = `${margin}${nesting.under}:${lineBreak}`;
  return [
    { start, end: start, pieces: [heading, ...extras, ...pieces], shownAt },
    ...regions.map((region) => ({ start: region.start, end: region.end, pieces: [], shownAt })),
  ];
}

/** Text between two neighbours that both move goes with them; so does a blank line that would be left over. */
function movedRegion(editable: Editable, entry: Entry, before: Entry | undefined): Stretch {
  const region: Region = regionOf(editable, entry);
  if (!before) return region;
  if (entry.index === before.index + 1) return { start: regionOf(editable, before).end, end: region.end };
  let { start } = region;
  const { text } = editable.tracked;
  if (region.end < text.length && !isBlank(editable, region.end)) return region;
  while (start > 0 && isBlank(editable, lineStart(editable, start - 1)))
    start = lineStart(editable, start - 1);
  return { start, end: region.end };
}

function newName(entry: Entry, { members }: Nesting): string {
  return members[String(entry.key.value)] ?? '';
}

/** The indentation that the seller uses elsewhere in the file; otherwise two spaces. */
function indentStep(editable: Editable): number {
  for (const { value } of editable.root.items) {
    const inner = isMap(value) && !value.flow && !isAlias(value) ? value.items[0]?.key : undefined;
    const start =
      inner && typeof inner === 'object' && 'range' in inner ? stretchOf(inner as never).start : 0;
    const column = start - lineStart(editable, start);
    const own = stretchOf(editable.root).start - lineStart(editable, stretchOf(editable.root).start);
    if (column > own) return column - own;
  }
  return 2;
}
