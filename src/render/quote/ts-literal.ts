/** A value as TypeScript, of which JSON is a subset; plain text gets single quotes. */
export function tsLiteral(value: unknown): string {
  if (typeof value === 'string')
    return /^[^'"\\\p{Cc}\u2028\u2029]*$/u.test(value) ? `'${value}'` : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(tsLiteral).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return objectLiteral(value);
  return JSON.stringify(value) ?? 'undefined';
}

function objectLiteral(value: object): string {
  const members = Object.entries(value).map(([key, member]) => `${tsKey(key)}: ${tsLiteral(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** A property name. `__proto__` needs brackets: without them it sets the prototype. */
export function tsKey(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : tsLiteral(name);
}

/** Text inside a comment of TypeScript, in one line. */
export function tsComment(text: string): string {
  return text
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .replaceAll('*/', '*\\/')
    .trim();
}
