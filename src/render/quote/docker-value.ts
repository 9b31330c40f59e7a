/**
 * Text as a value of ENV or LABEL. In double quotes a Dockerfile expands `$`, and `\` is the escape. A line break would
 * end the instruction, so it becomes a space; validation has already refused it.
 */
export function dockerValue(text: string): string {
  const oneLine = text.replace(/[\r\n\0]+/g, ' ');
  return `"${oneLine.replace(/[\\"$]/g, (character) => `\\${character}`)}"`;
}

/** One word without quotes, such as an image or a path: only characters without a special meaning are allowed. */
export function dockerWord(text: string): string {
  if (/^[A-Za-z0-9@%+=:,._/~-]+$/.test(text)) return text;
  throw new RangeError(`not a plain Dockerfile word: ${JSON.stringify(text)}`);
}

/** Arguments in the JSON form of COPY and CMD, where spaces need no quotes. A `$` is still expanded in COPY. */
export function dockerJson(words: readonly string[]): string {
  return JSON.stringify(words.map((word) => word.replace(/[\\$]/g, (character) => `\\${character}`)));
}
