/**
 * How Docker reads a value in double quotes, by its documented rules: a backslash escapes a quote, a dollar
 * and itself; an unescaped dollar begins a variable; an unescaped quote ends the value.
 */
export function dockerReads(quoted: string): string {
  if (!/^"[\s\S]*"$/.test(quoted)) throw new Error(`not quoted: ${quoted}`);
  let text = '';
  const inner = [...quoted.slice(1, -1)];
  for (let at = 0; at < inner.length; at += 1) {
    const character = inner[at] ?? '';
    if (character === '$' || character === '"') throw new Error(`${character} is live in ${quoted}`);
    if (character === '\\') {
      at += 1;
      const escaped = inner[at] ?? '';
      text += '\\"$'.includes(escaped) ? escaped : `\\${escaped}`;
    } else text += character;
  }
  return text;
}
