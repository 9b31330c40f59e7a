/** A stretch of a text, end not included. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Replaces a stretch by pieces: new text, and stretches of the old text from any place. */
export interface TextEdit extends Stretch {
  readonly pieces: readonly (string | Stretch)[];
  /** The offset where a problem in the new text is shown. */
  readonly shownAt: number;
}

/** An edited text, and for each character its offset in the file on disk. */
export interface TrackedText {
  readonly text: string;
  /** One more entry than characters: the end of the text has an offset too. */
  readonly origins: readonly number[];
}

export function trackedText(text: string): TrackedText {
  return { text, origins: Array.from({ length: text.length + 1 }, (_, offset) => offset) };
}

/** Applies edits that do not overlap. All other text stays byte by byte. */
export function applyEdits({ text, origins }: TrackedText, edits: readonly TextEdit[]): TrackedText {
  const result: string[] = [];
  const newOrigins: number[] = [];
  const keep = ({ start, end }: Stretch) => {
    result.push(text.slice(start, end));
    for (let offset = start; offset < end; offset += 1) newOrigins.push(originAt(origins, offset));
  };
  let done = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < done) throw new Error(`two edits touch the same text, at ${edit.start}`);
    keep({ start: done, end: edit.start });
    for (const piece of edit.pieces) {
      if (typeof piece !== 'string') keep(piece);
      else {
        result.push(piece);
        for (let count = 0; count < piece.length; count += 1)
          newOrigins.push(originAt(origins, edit.shownAt));
      }
    }
    done = edit.end;
  }
  keep({ start: done, end: text.length });
  newOrigins.push(originAt(origins, text.length));
  return { text: result.join(''), origins: newOrigins };
}

/** Where a stretch of the edited text is in the file on disk. */
export function originOf({ origins }: TrackedText, { start, end }: Stretch): Stretch {
  const from = originAt(origins, start);
  return { start: from, end: end > start ? Math.max(from, originAt(origins, end - 1) + 1) : from };
}

function originAt(origins: readonly number[], offset: number): number {
  return origins[Math.min(offset, origins.length - 1)] ?? 0;
}
