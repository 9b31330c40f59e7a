/** The first letter of a sentence or a title as a capital. */
export function firstUp(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
