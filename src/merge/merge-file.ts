import { textOf } from '../text/text-of.ts';
import { hasWindowsEndings, mergeText, withUnixEndings } from './merge-text.ts';

export interface ThreeContents {
  /** What was generated last; undefined where nothing was, or where it is lost. */
  readonly previous: PreviousText | undefined;
  readonly current: Uint8Array;
  readonly incoming: Uint8Array;
}

export interface PreviousText {
  readonly content: Uint8Array;
  /** Whether the lock says that this is what was generated. */
  readonly isSure: boolean;
}

export type MergedFile =
  | { readonly kind: 'clean' | 'conflict'; readonly content: Uint8Array }
  /** The file on disk is not text, so there are no lines to merge. */
  | { readonly kind: 'binary' };

export function mergeFile({ previous, current, incoming }: ThreeContents): MergedFile {
  const [now, next] = [textOf(current), textOf(incoming)];
  if (now === undefined || next === undefined) return { kind: 'binary' };
  const { kind, text } = mergeText({
    previous: previous && textOf(previous.content),
    isSure: previous?.isSure ?? true,
    current: now,
    incoming: next,
  });
  return { kind, content: bytesOf(text) };
}

/** A checkout that turned every line end is not an edit. */
export function withoutWindowsEndings(content: Uint8Array): Uint8Array {
  if (!content.includes(carriageReturn)) return content;
  const text = textOf(content);
  return text === undefined ? content : bytesOf(withUnixEndings(text));
}

/** A generated text with the line ends that the file on disk has. */
export function withEndingsOf(current: Uint8Array, incoming: Uint8Array): Uint8Array {
  if (!current.includes(carriageReturn)) return incoming;
  const [now, next] = [textOf(current), textOf(incoming)];
  if (now === undefined || next === undefined || !hasWindowsEndings(now)) return incoming;
  return bytesOf(next.replaceAll('\n', '\r\n'));
}

const carriageReturn = 13;

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
