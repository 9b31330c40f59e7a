/** The lines of a text, each with its line break: joined again, they are the same text. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
