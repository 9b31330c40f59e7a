/** A text as its lines, each with its own ending: joined again they are the same text. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
