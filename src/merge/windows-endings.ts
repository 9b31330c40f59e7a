/** The text with the generator's line ends: a git checkout that changed every line end is not an edit. */
export function withUnixEndings(text: string): string {
  return hasWindowsEndings(text) ? text.replaceAll('\r\n', '\n') : text;
}

export function hasWindowsEndings(text: string): boolean {
  return text.includes('\r\n') && !/(?<!\r)\n/.test(text);
}
