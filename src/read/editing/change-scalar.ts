import { isScalar, type Node, type Scalar } from 'yaml';
import { closestName } from '../../problem/closest-name.ts';
import { listInWords } from '../../problem/phrasing.ts';
import {
  type Editable,
  type Entry,
  entriesAt,
  entryOf,
  type MemberPattern,
  problemAt,
  stretchOf,
} from './editable.ts';
import { aliasObstacles, byHand, saidTwice } from './obstacles.ts';
import type { Step } from './step.ts';
import type { TextEdit } from './text-edits.ts';

/** Renames a key; its quotes stay. */
export function renameKey(pattern: MemberPattern, name: string): Step {
  return {
    obstacles: (editable) =>
      entriesAt(editable, pattern).flatMap((entry) => {
        const other = entryOf(editable, entry.map, name);
        const twice = other ? [saidTwice(editable, entry, other)] : [];
        return [...aliasObstacles(editable, [...entry.trail, entry.key]), ...twice];
      }),
    edits: (editable) => entriesAt(editable, pattern).map(({ key }) => replaceScalar(editable, key, name)),
  };
}

/** Sets the version in a file that has one. */
export function setVersion(version: number): Step {
  return {
    obstacles: (editable) =>
      entriesAt(editable, ['version']).flatMap((entry) => valueObstacles(editable, entry)),
    edits: (editable) =>
      entriesAt(editable, ['version']).flatMap(({ value }) =>
        isScalar(value)
          ? [{ ...stretchOf(value), pieces: [String(version)], shownAt: stretchOf(value).start }]
          : [],
      ),
  };
}

/** Replaces the values of an enumeration, `{old: new}`. A new value stays as it is. */
export function changeValue(pattern: MemberPattern, words: Readonly<Record<string, string>>): Step {
  return {
    obstacles: (editable) =>
      entriesAt(editable, pattern).flatMap((entry) => {
        const unknown = unknownWord(editable, entry, words);
        return unknown ? [unknown] : valueObstacles(editable, entry);
      }),
    edits: (editable) =>
      entriesAt(editable, pattern).flatMap(({ value }) => {
        const word = wordIn(value);
        const now = word !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
        return now !== undefined && isScalar(value) ? [replaceScalar(editable, value, now)] : [];
      }),
  };
}

function valueObstacles(editable: Editable, { trail, value }: Entry) {
  const isBlock = isScalar(value) && (value.type === 'BLOCK_LITERAL' || value.type === 'BLOCK_FOLDED');
  if (!isBlock) return aliasObstacles(editable, [...trail, value]);
  const what = 'this word is written as a block of text, which the upgrade does not rewrite';
  return [byHand(editable, stretchOf(value), what, 'write it on one line, and run the upgrade again')];
}

function unknownWord(editable: Editable, { key, value }: Entry, words: Readonly<Record<string, string>>) {
  const word = wordIn(value);
  const known = [...Object.keys(words), ...Object.values(words)];
  if (word === undefined || !isScalar(value) || known.includes(word)) return undefined;
  const near = closestName(word, known);
  return problemAt(editable, stretchOf(value), {
    code: 'value-not-allowed',
    what: `\`${key.value}\` is "${word}"; it can be ${listInWords(Object.keys(words))}`,
    fix: near ? `write \`${near}\`` : 'choose one of them',
  });
}

function wordIn(value: Node | null): string | undefined {
  return isScalar(value) && typeof value.value === 'string' ? value.value : undefined;
}

/** Quotes stay: the new words need none, but a file in JSON must stay JSON. */
function replaceScalar(editable: Editable, scalar: Scalar | Node, text: string): TextEdit {
  const { start, end } = stretchOf(scalar);
  const piece = quotedLike(editable.tracked.text.slice(start, end), text);
  return { start, end, pieces: [piece], shownAt: start };
}

export function quotedLike(written: string, text: string): string {
  const quote = /^["']/.exec(written)?.[0] ?? '';
  return `${quote}${text}${quote}`;
}
