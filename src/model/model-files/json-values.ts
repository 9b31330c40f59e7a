import { isRecord } from '../../text/is-record.ts';

/** The object that a text is in JSON; an empty one where it is none. */
export function objectIn(text: string | undefined): Readonly<Record<string, unknown>> {
  return membersOf(valueIn(text));
}

/** What a text is in JSON; undefined where it is none. */
export function valueIn(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
