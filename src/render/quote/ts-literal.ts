/** A value as TypeScript: JSON is a subset of it, with single quotes where a plain word allows them. */
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

/** The name of a property. `__proto__` in brackets is a name like any other; without them it sets the prototype. */
export function tsKey(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : tsLiteral(name);
}
