import type { KeptMember } from '../model/change-set.ts';
import { commonRuns } from '../text/diff-lines.ts';
import { splitLines } from '../text/split-lines.ts';
import { textOf } from '../text/text-of.ts';
import { hasMarks } from './conflict-marks.ts';
import { memberReader, mergeMemberTexts } from './members/merge-member-texts.ts';
import { bytesOf, withEndingsOf } from './merge-file.ts';
import { mergeText } from './merge-text.ts';
import { addPackages } from './requirement-lines.ts';
import { withUnixEndings } from './windows-endings.ts';

export interface AdoptedFile {
  readonly content: Uint8Array;
  readonly because: string;
  readonly kept: readonly KeptMember[];
  /** Both texts are in it, between marks. */
  readonly isMarked: boolean;
}

/**
 * A file of the seller's with what is generated in it: all that they wrote, and what it lacks. Undefined where the two do not go
 * together: two Dockerfiles in one are none.
 */
export function adoptFile(path: string, current: Uint8Array, incoming: Uint8Array): AdoptedFile | undefined {
  const [now, next] = [textOf(current), textOf(incoming)];
  if (now === undefined || next === undefined || hasMarks(now)) return undefined;
  const adopted = adoptText(path, withUnixEndings(now), next);
  return (
    adopted && {
      kept: [],
      isMarked: false,
      ...adopted,
      content: withEndingsOf(current, bytesOf(adopted.text)),
    }
  );
}

type AdoptedText = Pick<AdoptedFile, 'because'> & Partial<AdoptedFile> & { readonly text: string };

function adoptText(path: string, now: string, next: string): AdoptedText | undefined {
  const texts = { previous: undefined, current: now, incoming: next, isSure: true };
  const read = memberReader(path);
  if (read) {
    const merged = mergeMemberTexts(texts, read, neededMembers[path]);
    return merged && { ...merged, because: 'yours stays, and gets the members that it lacks' };
  }
  const union = unions[path];
  if (union) return union(now, next);
  if (isCopy(now, next)) {
    const because = 'it was generated once, and nobody knows which of the differences are yours';
    return { text: mergeText(texts).text, because, isMarked: true };
  }
  const because = belowYours[path];
  return because === undefined ? undefined : { text: below(now, next), because };
}

/** Node reads the TypeScript of a listing as modules, and looks for that in one place. */
const neededMembers: Readonly<Record<string, readonly string[]>> = { 'package.json': ['type'] };

/** Lists of lines that can be put together. */
const unions: Readonly<Record<string, (now: string, next: string) => AdoptedText>> = {
  '.gitattributes': withLines,
  '.gitignore': withLines,
  '.npmrc': withLines,
  'requirements.txt': (now, next) => ({
    ...addPackages(now, next),
    because: 'yours stays, and gets the packages that it lacks',
  }),
};

/** Texts that can follow one another. In a file of patterns the last one that fits decides, so that ours come last. */
const belowYours: Readonly<Record<string, string>> = {
  '.dockerignore': 'yours stays, and the generated lines come below',
  'README.md': 'yours stays, and the generated text comes below',
};

/** Whether most of a text is there: then it began as ours, and its record was lost. */
function isCopy(now: string, next: string): boolean {
  const lines = splitLines(next);
  const common = commonRuns(splitLines(now), lines).reduce((sum, { length }) => sum + length, 0);
  return common > lines.length / 2;
}

function below(now: string, next: string): string {
  return `${ended(now)}${now === '' ? '' : '\n'}${next}`;
}

/** Comments come with the lines that they are about. */
function withLines(now: string, next: string): AdoptedText {
  const because = 'yours stays, and gets the lines that it lacks';
  if (now.split('\n').some((line) => line.startsWith('!'))) return { text: below(now, next), because };
  const known = new Set(now.split('\n').map(plainPattern));
  const added = splitLines(next).filter((line, index, all) => {
    const meant = line.startsWith('#') ? all.slice(index).find((one) => !one.startsWith('#')) : line;
    return !known.has(plainPattern(meant ?? line));
  });
  return { text: `${added.length > 0 ? ended(now) : now}${added.join('')}`, because };
}

/** `node_modules` leaves out the folder too. */
function plainPattern(line: string): string {
  return line.trim().replace(/\/$/, '');
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
