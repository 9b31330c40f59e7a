/**
 * Text as a value of ENV or LABEL. Between double quotes a Dockerfile expands `$` and takes `\` as its escape; a line
 * break would end the instruction, and validation has refused it before, so here it becomes a space.
 */
export function dockerValue(text: string): string {
  const oneLine = text.replace(/[\r\n\0]+/g, ' ');
  return `"${oneLine.replace(/[\\"$]/g, (character) => `\\${character}`)}"`;
}

/** One word outside quotes, such as an image or a path: it may hold only characters that no instruction reads specially. */
export function dockerWord(text: string): string {
  if (/^[A-Za-z0-9@%+=:,._/~-]+$/.test(text)) return text;
  throw new RangeError(`not a plain Dockerfile word: ${JSON.stringify(text)}`);
}

/** Arguments in the JSON form of COPY and CMD, where spaces need no quotes. A `$` is still expanded in COPY. */
export function dockerJson(words: readonly string[]): string {
  return JSON.stringify(words.map((word) => word.replace(/[\\$]/g, (character) => `\\${character}`)));
}
