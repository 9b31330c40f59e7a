import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printProblems } from '../../src/problem/print-problems.ts';
import { renderExample } from '../support/render-example.ts';

/** Path → text and mode. What an example prints stands under a name that no listing can have. */
export type GoldenTree = ReadonlyMap<string, GoldenFile>;

export interface GoldenFile {
  readonly content: Uint8Array;
  readonly isExecutable: boolean;
}

const problemsFile = 'problems.txt';

/** What an example yields now: its files and the problems that are printed for it. */
export function currentTree(example: string): GoldenTree {
  const { rendered, problems } = renderExample(example);
  const files = [...(rendered?.files ?? [])].map(
    ([path, { content, mode }]) => [path, { content, isExecutable: mode === 0o755 }] as const,
  );
  const printed = new TextEncoder().encode(printProblems(problems));
  return new Map<string, GoldenFile>([...files, [problemsFile, { content: printed, isExecutable: false }]]);
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
