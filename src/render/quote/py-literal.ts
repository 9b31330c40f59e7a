/** A value as Python: a JSON string is also valid in Python; only true, false and null are written differently. */
export function pyLiteral(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(pyLiteral).join(', ')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).map(([key, member]) => `${pyLiteral(key)}: ${pyLiteral(member)}`);
    return `{${members.join(', ')}}`;
  }
  return JSON.stringify(value) ?? 'None';
}

/** Text behind a `#`, in one line. */
export function pyComment(text: string): string {
  return text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
