import type { KeptMember } from '../model/change-set.ts';
import { textOf } from '../text/text-of.ts';
import { memberReader, mergeMemberTexts } from './members/merge-member-texts.ts';
import { mergeText } from './merge-text.ts';
import { hasWindowsEndings, withUnixEndings } from './windows-endings.ts';

export interface ThreeContents {
  readonly path: string;
  /** What was generated last time; undefined where it is lost. */
  readonly previous: PreviousText | undefined;
  readonly current: Uint8Array;
  readonly incoming: Uint8Array;
}

export interface PreviousText {
  readonly content: Uint8Array;
  /** Whether the lock confirms that this text was generated. */
  readonly isSure: boolean;
}

export type MergedFile =
  | { readonly kind: 'clean'; readonly content: Uint8Array; readonly kept: readonly KeptMember[] }
  | { readonly kind: 'conflict'; readonly content: Uint8Array }
  /** The file on disk is not text, so there are no lines to merge; or not the JSON or YAML that it should be. */
  | { readonly kind: 'unreadable'; readonly why: 'not-text' | 'not-members' };

export function mergeFile({ path, previous, current, incoming }: ThreeContents): MergedFile {
  const [now, next] = [textOf(current), textOf(incoming)];
  if (now === undefined || next === undefined) return { kind: 'unreadable', why: 'not-text' };
  const texts = {
    previous: previous && textOf(previous.content),
    isSure: previous?.isSure ?? true,
    current: now,
    incoming: next,
  };
  const read = memberReader(path);
  if (!read) {
    const { kind, text } = mergeText(texts);
    return { kind, content: bytesOf(text), kept: [] };
  }
  const merged = mergeMemberTexts({ ...texts, current: withUnixEndings(now) }, read);
  if (!merged) return { kind: 'unreadable', why: 'not-members' };
  const content = withEndingsOf(current, bytesOf(merged.text));
  return { kind: 'clean', content, kept: merged.kept };
}

/** A git checkout that changed every line end is not an edit. */
export function withoutWindowsEndings(content: Uint8Array): Uint8Array {
  if (!content.includes(carriageReturn)) return content;
  const text = textOf(content);
  return text === undefined ? content : bytesOf(withUnixEndings(text));
}

/** A generated text with the line ends of the file on disk. */
export function withEndingsOf(current: Uint8Array, incoming: Uint8Array): Uint8Array {
  if (!current.includes(carriageReturn)) return incoming;
  const [now, next] = [textOf(current), textOf(incoming)];
  if (now === undefined || next === undefined || !hasWindowsEndings(now)) return incoming;
  return bytesOf(next.replaceAll('\n', '\r\n'));
}

const carriageReturn = 13;

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
