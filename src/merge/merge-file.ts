import { textOf } from '../text/text-of.ts';
import { hasWindowsEndings, mergeText, withUnixEndings } from './merge-text.ts';

export interface ThreeContents {
  /** What was generated last time; undefined where nothing was generated, or where it is lost. */
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

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
