const words: Readonly<Record<string, string>> = { '\n': 'a line end', '\r': 'a line end', '\t': 'a tab' };

/** An invisible character, by its name or its number. */
export function characterInWords(character: string): string {
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return words[character] ?? `the invisible character U+${number}`;
}
