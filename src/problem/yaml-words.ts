/** What YAML reads as something else than text when it is not in quotes. */
const notText =
  /^(?:|~|null|true|false|[-+]?(?:\.\d+|\d+\.?\d*)(?:e[-+]?\d+)?|0[xo][\da-f]+|[-+]?\.inf|\.nan)$/i;
const special = /^[\s\-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|: |:$| #|\s$|[,[\]{}]|\p{Cc}/u;

/** A text as it is written in a manifest: in quotes only where YAML would read something else. */
export function yamlText(text: string): string {
  return notText.test(text) || special.test(text) ? quoted(text) : text;
}

/** A text in quotes: double ones, or single ones where a quote or a backslash would need an escape. */
export function quoted(text: string): string {
  return /["\\]/.test(text) && !/\p{Cc}/u.test(text)
    ? `'${text.replaceAll("'", "''")}'`
    : JSON.stringify(text);
}

/** A value on one line of YAML. */
export function flowYaml(value: unknown): string {
  if (typeof value === 'string') return yamlText(value);
  if (Array.isArray(value)) return `[${value.map(flowYaml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([key, item]) => `${yamlText(key)}: ${flowYaml(item)}`);
  return `{ ${members.join(', ')} }`;
}
