import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { locateProblem } from '../generate.ts';
import { programFile } from '../imports/program-file.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { commandWord, valueInWords } from '../problem/phrasing.ts';
import { imageFilesOf } from './image-files.ts';
import type { IncludePlace } from './include-problems.ts';

/** Warnings where the command of a server names what lies beside the manifest, and does not come into the image. */
export function serverFileProblems(
  listing: ResolvedListing,
  { folder, tree }: IncludePlace,
): readonly LocatedProblem[] {
  const files = listing.server && imageFilesOf(listing, folder, 'serve');
  if (!listing.server || !files) return [];
  const isInImage = (path: string) =>
    [...files.keys()].some((file) => file === path || file.startsWith(`${path}/`));
  const { command } = listing.server;
  const model = 'path' in listing.artifacts ? listing.artifacts.path : undefined;
  return command.flatMap((word, index) => {
    const path = namedBy(command.slice(0, index + 1), folder);
    if (path === undefined || isInImage(path) || isModel(path, model)) return [];
    const top = path.split('/')[0] ?? path;
    const names = [...listing.include, top].map(commandWord).join(', ');
    return locateProblem(tree, {
      code: 'server-file-not-in-image',
      severity: 'warning',
      at: { path: ['server', 'command', index], target: 'value' },
      what: `\`server.command\` has ${valueInWords(word)}, and ${path} does not come into the image`,
      because: 'an image has what `include` names, and what the generator puts there',
      fix: `say  include: [${names}]`,
    });
  });
}

/** It lies in the image by itself, or SageMaker unpacks it. */
function isModel(path: string, model: string | undefined): boolean {
  return path === model || path.startsWith(`${model}/`);
}

/** What the last of these words names in the listing's folder. */
function namedBy(words: readonly string[], folder: string): string | undefined {
  const word = words.at(-1) ?? '';
  const isThere = (path: string) => existsSync(join(folder, path));
  const path = word.replace(/^\.\//, '').replace(/\/+$/, '');
  if (/^[\w-][\w./-]*$/.test(path) && !path.includes('..') && isThere(path)) return path;
  return programFile(words.slice(-2), isThere);
}
