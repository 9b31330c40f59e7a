import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileMode, RelPath, TreeFile } from '../../src/model/file-tree.ts';
import type { ResolvedListing } from '../../src/model/resolved-listing.ts';
import { planFiles } from '../../src/plan/plan-files.ts';
import { printProblems } from '../../src/problem/print-problems.ts';
import { preparedForTests } from '../support/prepared.ts';
import { renderExample } from '../support/render-example.ts';

/**
 * Path → text and mode. An example's printed problems and list of copied files have names that no listing can
 * have.
 */
export type GoldenTree = ReadonlyMap<string, GoldenFile>;

export interface GoldenFile {
  readonly content: Uint8Array;
  readonly isExecutable: boolean;
}

type Entry = readonly [RelPath, TreeFile];

/** The current output of an example: its rendered files, the list of copied files, and its problems. */
export function currentTree(example: string): GoldenTree {
  const { rendered, problems } = renderExample(example);
  const files = [...(rendered?.files ?? [])];
  const sourceOf = rendered ? sourcesOf(rendered.listing) : new Map<RelPath, string>();
  const isCopy = ([path, { content }]: Entry) => isSame(content, sourceOf.get(path));
  const printed = files.filter((entry) => !isCopy(entry));
  const copies = files.filter(isCopy).map(([path, { mode }]) => copiedLine(path, mode, sourceOf.get(path)));
  return new Map<string, GoldenFile>([
    ...printed.map(([path, { content, mode }]) => [path, { content, isExecutable: mode === 0o755 }] as const),
    [copiedFile, textFile(copies.join(''))],
    [problemsFile, textFile(printProblems(problems))],
  ]);
}

const copiedFile = 'copied.txt';
const problemsFile = 'problems.txt';

/** Path → the file below `listing/` that must be copied byte for byte. */
function sourcesOf(listing: ResolvedListing): ReadonlyMap<RelPath, string> {
  const plan = planFiles(listing, preparedForTests());
  return new Map(
    plan.flatMap(({ path, content }) => (content.kind === 'verbatim' ? [[path, content.source]] : [])),
  );
}

function isSame(content: Uint8Array, source: string | undefined): boolean {
  const shipped = source === undefined ? undefined : preparedForTests().sources.listing(source);
  return shipped !== undefined && Buffer.compare(content, shipped) === 0;
}

function copiedLine(path: RelPath, mode: FileMode, source: string | undefined): string {
  return `${mode.toString(8)} ${path}${source === path ? '' : ` from ${source}`}\n`;
}

function textFile(text: string): GoldenFile {
  return { content: new TextEncoder().encode(text), isExecutable: false };
}

export function storedTree(example: string): GoldenTree {
  const folder = folderOf(example);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [
        path.slice(folder.length + 1),
        { content: readFileSync(path), isExecutable: (statSync(path).mode & 0o100) !== 0 },
      ]),
  );
}

export function storeTree(example: string, tree: GoldenTree): void {
  const folder = folderOf(example);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, { content, isExecutable }] of tree) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode: isExecutable ? 0o755 : 0o644 });
  }
}

function folderOf(example: string): string {
  return fileURLToPath(new URL(`trees/${example}`, import.meta.url));
}
