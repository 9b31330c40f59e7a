import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Prepared } from '../../src/generate.ts';
import { type ListingOutcome, runListing } from '../../src/shell/run-listing.ts';
import { modelPackage } from './expect-problems.ts';
import { preparedForTests } from './prepared.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The same listing with another title, which changes three merged files. */
export const renamed = modelPackage({
  product: 'product: { type: model-package, name: churn-scorer, title: Another title }',
});

/** A folder with a newly generated listing. */
export function generatedFolder(
  yaml: string = modelPackage(),
  sellers: Readonly<Record<string, string>> = {},
): string {
  const folder = temporaryFolder();
  const write = ([path, text]: readonly [string, string]) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  // What is included must be there before, and a file that is generated comes to be the seller's after it.
  const files = Object.entries(sellers);
  for (const file of files) if (file[0] !== 'requirements.txt') write(file);
  writeManifest(folder, yaml);
  expect(run(folder).status).toBe('written');
  for (const file of files) write(file);
  return folder;
}

export interface TestRun {
  readonly dryRun?: boolean;
  readonly restore?: readonly string[];
  readonly adopts?: boolean;
  readonly prepared?: Prepared;
}

export function run(
  folder: string,
  { dryRun = false, restore = [], adopts = false, prepared }: TestRun = {},
): ListingOutcome {
  return runListing(prepared ?? preparedForTests(), 'marketplace.yaml', {
    cwd: folder,
    dryRun,
    restore,
    adopts,
  });
}

export function writeManifest(folder: string, yaml: string): void {
  writeFileSync(join(folder, 'marketplace.yaml'), yaml);
}

export function text(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** Replaces a part of a file. */
export function edit(folder: string, path: string, from: string | RegExp, to: string): void {
  const before = text(folder, path);
  const after = before.replace(from, to);
  expect(after, `${path} has ${from}`).not.toBe(before);
  writeFileSync(join(folder, path), after);
}

/** The same, and returns the new text of the file. */
export function edited(folder: string, path: string, from: string | RegExp, to: string): string {
  edit(folder, path, from, to);
  return text(folder, path);
}

export function copyOf(folder: string, yaml: string): string {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  writeManifest(copy, yaml);
  return copy;
}

/** Every file with its mode and content. */
export function snapshot(folder: string): Record<string, string> {
  // The notes of fleets have times and inodes in them.
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== 'seen',
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [
      path.slice(folder.length + 1),
      `${statSync(path).mode} ${readFileSync(path, 'utf8')}`,
    ]),
  );
}

/** The files that sellers see, without the folder of the product's own files. */
export function visible(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('.sagemaker-mkt/')));
}
