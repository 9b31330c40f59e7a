import type { MapEntry, MapNode, SourceFile, Span, TreeNode } from '../model/manifest-tree.ts';
import type { LocatedProblem } from '../model/problem.ts';
import { failure, ok, type Result } from '../model/result.ts';
import { composeManifest, type ManifestFiles } from './compose-manifest.ts';
import { readEditable } from './editing/editable.ts';
import type { Step } from './editing/step.ts';
import { applyEdits, originOf, type TrackedText, trackedText } from './editing/text-edits.ts';
import { versionOf, versionTextProblems } from './manifest-version.ts';
import { allMigrations } from './migrations/all-migrations.ts';
import { type ParsedFile, parseManifestFile } from './parse-manifest-file.ts';
import { sourceLocation } from './source-location.ts';

/** A file in the current version of the format. It is not written to disk yet. */
export interface UpgradedFile {
  readonly file: string;
  /** Absent for a team file without a version. */
  readonly from?: number;
  readonly before: string;
  readonly after: string;
}

export interface UpgradedManifest {
  /** The files that change; none where the manifest and all files that it extends are current. */
  readonly upgraded: readonly UpgradedFile[];
  /** All files after the upgrade, with problems at the places that the text has on disk today. */
  readonly files: ManifestFiles;
  readonly problems: readonly LocatedProblem[];
}

/**
 * Upgrades a manifest and the files it extends to the current version of the format. It edits the text, so comments,
 * order, quotes and line ends stay. Never throws; what it cannot do without guessing is a problem.
 */
export function upgradeManifest(entry: string, files: ManifestFiles): UpgradedManifest {
  const composed = composeManifest(entry, files);
  const unreadable = (composed.ok ? [] : composed.reason).filter(({ code }) => code !== 'manifest-too-old');
  if (unreadable.length > 0) return { upgraded: [], files, problems: unreadable };
  const upgraded: UpgradedFile[] = [];
  const problems: LocatedProblem[] = [];
  const newFiles = new Map(files);
  for (const [name, linked] of files) {
    const result = upgradeFile(linked.parsed);
    if (!result.ok) problems.push(...result.reason);
    else if (result.value.text !== linked.parsed.source.text) {
      const { source, root } = linked.parsed;
      const from = versionOf(root);
      newFiles.set(name, { ...linked, parsed: readAgain(source, result.value) });
      upgraded.push({
        file: source.file,
        before: source.text,
        after: result.value.text,
        ...(from !== undefined && { from }),
      });
    }
  }
  return { upgraded, files: newFiles, problems };
}

type Edited = Result<TrackedText, readonly LocatedProblem[]>;

function upgradeFile({ source, root }: ParsedFile): Edited {
  const problems = root ? versionTextProblems(root) : [];
  if (problems.length > 0) return failure(problems);
  const from = versionOf(root) ?? 0;
  // Whole lines are moved, so the last line gets a line break; it is removed again below.
  const lineBreak = source.text.includes('\r\n') ? '\r\n' : '\n';
  const added = source.text.endsWith('\n') ? '' : lineBreak;
  let tracked = replaceEnd(trackedText(source.text), 0, added);
  for (const migration of allMigrations.filter((candidate) => candidate.from >= from)) {
    const result = migrate(source, tracked, migration.steps);
    if (!result.ok) return result;
    tracked = result.value;
  }
  const surplus = added === '' ? 0 : (/[\r\n]*$/.exec(tracked.text)?.[0].length ?? 0);
  return ok(replaceEnd(tracked, surplus, ''));
}

function replaceEnd(tracked: TrackedText, removed: number, added: string): TrackedText {
  const end = tracked.text.length;
  return applyEdits(tracked, [{ start: end - removed, end, pieces: [added], shownAt: end }]);
}

/** All obstacles are reported together, before the first edit. */
function migrate(source: SourceFile, start: TrackedText, steps: readonly Step[]): Edited {
  const before = readEditable(source, start);
  if (!before) return failure([notEditable(source)]);
  // A team file may have no version: it is old when a step would change it, otherwise it stays as it is.
  if (steps.every((step) => step.edits(before).length === 0)) return ok(start);
  const problems = new Map(
    steps
      .flatMap((step) => step.obstacles(before))
      .map((problem) => [JSON.stringify([problem.code, problem.location]), problem]),
  );
  if (problems.size > 0) return failure([...problems.values()]);
  let editable = before;
  for (const step of steps) {
    const edits = step.edits(editable);
    if (edits.length === 0) continue;
    const edited = readEditable(source, applyEdits(editable.tracked, edits));
    if (!edited) return failure([notEditable(source)]);
    editable = edited;
  }
  return ok(editable.tracked);
}

function notEditable(source: SourceFile): LocatedProblem {
  return {
    code: 'upgrade-by-hand',
    severity: 'error',
    location: sourceLocation({ source, start: 0, end: 1 }),
    what: 'this file is written in a way that the upgrade cannot edit safely',
    fix: 'change it by the table in docs/how-to/upgrading.md, or write its members on lines of their own first',
  };
}

/** Parses the new text, and gives every node the place that it has on disk today. */
function readAgain(source: SourceFile, tracked: TrackedText): ParsedFile {
  const bytes = new TextEncoder().encode(tracked.text);
  const parsed = parseManifestFile(source.file, { kind: 'bytes', bytes });
  const onDisk = (span: Span): Span => ({ source, ...originOf(tracked, span) });
  const { root, problems } = parsed;
  return {
    source,
    problems,
    extends: parsed.extends.map(({ reference, node }) => ({ reference, node: movedNode(node, onDisk) })),
    ...(root && { root: movedMap(root, onDisk) }),
  };
}

function movedNode(node: TreeNode, onDisk: (span: Span) => Span): TreeNode {
  if (node.kind === 'map') return movedMap(node, onDisk);
  const span = onDisk(node.span);
  if (node.kind === 'scalar') return { ...node, span };
  return { ...node, span, items: node.items.map((item) => movedNode(item, onDisk)) };
}

function movedMap(map: MapNode, onDisk: (span: Span) => Span): MapNode {
  const entries = [...map.entries].map(([name, { key, value }]): [string, MapEntry] => [
    name,
    { key: onDisk(key), value: movedNode(value, onDisk) },
  ]);
  return { ...map, span: onDisk(map.span), entries: new Map(entries) };
}
