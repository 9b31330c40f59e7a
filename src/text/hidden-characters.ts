/**
 * Characters that change how the text around them is shown: control characters but tab and line break, and those that
 * turn the direction of writing or end a line.
 */
const hidden = /[^\P{Cc}\t\n]|[\u{61c}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2066}-\u{2069}]/gu;

/** One replacement character for each, so that columns stay where they are. */
export function replaceHidden(text: string): string {
  return text.replace(hidden, '\u{fffd}');
}

/** Each as `\u202e`, which is also what JSON has for it. */
export function escapeHidden(text: string): string {
  return text.replace(hidden, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
