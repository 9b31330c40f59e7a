import { join } from 'node:path';
import { frameworkFilesOf } from '../generate.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { inFolder } from './listing-problems.ts';
import { readRegularText } from './read-regular-file.ts';

/** A handler whose answers cannot be streams, although the manifest says that they are. */
export function streamWarnings(
  listing: ResolvedListing,
  folder: string,
  cwd: string,
): readonly LocatedProblem[] {
  const { inference, framework } = listing;
  const isHandler = inference.entry === null && framework.framework.family !== 'flask';
  if (!inference.streaming || !isHandler) return [];
  const path = frameworkFilesOf(listing).handler;
  const text = readRegularText(join(folder, path));
  if (text === undefined || /\bhandle\b/.test(text)) return [];
  const problem = {
    path,
    severity: 'warning',
    code: 'streaming-without-handle',
    what: '`inference.streaming` says that answers come piece by piece, and this file has no `handle`',
    because: 'what `predict` returns is sent as a whole',
    fix: `write  ${path.endsWith('.py') ? 'def handle(model, request): …' : 'handle: async (model, request) => …'}  in place of \`predict\`, and return a generator`,
  } as const;
  return [inFolder(problem, folder, cwd)];
}
