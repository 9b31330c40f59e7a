/** Any text as one word of a POSIX shell. No argument can have a zero byte, so it is dropped. */
export function shellWord(text: string): string {
  const clean = text.replaceAll('\0', '');
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(clean)) return clean;
  return `'${clean.replaceAll("'", `'\\''`)}'`;
}
