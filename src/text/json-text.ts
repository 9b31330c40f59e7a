import type { Json } from '../model/file-plan.ts';

/** JSON for people: two spaces, short lists of plain values on one line, a line break at the end. */
export function jsonText(value: Json): string {
  return `${print(value, '')}\n`;
}

const widest = 100;

function print(value: Json, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (isList(value)) {
    if (
      value.every((item) => typeof item !== 'object') &&
      JSON.stringify(value).length + indent.length < widest
    )
      return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    return `[\n${value.map((item) => inner + print(item, inner)).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${print(item, inner)}`,
  );
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
