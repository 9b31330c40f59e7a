import { join } from 'node:path';
import { frameworkFilesOf } from '../generate.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { inFolder, type ListingProblem } from './listing-problems.ts';
import { readRegularText } from './read-regular-file.ts';

/** A handler that lacks the function for what the manifest declares. */
export function streamWarnings(
  listing: ResolvedListing,
  folder: string,
  cwd: string,
): readonly LocatedProblem[] {
  const { inference, framework, server } = listing;
  if (inference.entry !== null || framework.framework.family === 'flask' || server) return [];
  const path = frameworkFilesOf(listing).handler;
  const text = readRegularText(join(folder, path));
  if (text === undefined) return [];
  const isPython = path.endsWith('.py');
  // TypeScript around Python may talk itself.
  const texts = [text, readRegularText(join(folder, 'src/inference.ts')) ?? ''];
  const problems = [
    ...(inference.streaming && !/\bhandle\b/.test(text) ? [withoutHandle(path, isPython)] : []),
    ...(inference.bidirectional && !texts.some((one) => /\bconverse\b/.test(one))
      ? [withoutConverse(path, isPython)]
      : []),
  ];
  return problems.map((problem) => inFolder(problem, folder, cwd));
}

function withoutHandle(path: string, isPython: boolean): ListingProblem {
  return {
    path,
    severity: 'warning',
    code: 'streaming-without-handle',
    what: '`inference.streaming` says that answers come piece by piece, and this file has no `handle`',
    because: 'what `predict` returns is sent as a whole',
    fix: `write  ${isPython ? 'def handle(model, request): …' : 'handle: async (model, request) => …'}  in place of \`predict\`, and return a generator`,
  };
}

function withoutConverse(path: string, isPython: boolean): ListingProblem {
  return {
    path,
    severity: 'warning',
    code: 'bidirectional-without-converse',
    what: '`inference.bidirectional` says that callers may hold conversations, and this file has no `converse`',
    because: 'every conversation would end with 1011',
    fix: `write  ${isPython ? 'async def converse(model, messages, conversation): …' : 'converse: async function* (model, messages, conversation) { … }'}  , and yield what is said`,
  };
}
