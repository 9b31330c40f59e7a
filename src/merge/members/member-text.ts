import type { Json } from '../../model/file-plan.ts';

/** A text that is made of members, in JSON or YAML. */
export interface MemberText {
  readonly value: JsonRecord;
  /** The line of a member, one-based; of a member that is not there, the line of what it would be in. */
  readonly lineOf: (path: MemberPath) => number;
  /**
   * The same text with another value: what does not change stays as it is written, and the seller's comments stay. Undefined where
   * that cannot be done.
   */
  readonly rewritten: (value: JsonRecord, generated: GeneratedTexts) => string | undefined;
}

export interface GeneratedTexts {
  /** Members that come from here bring their comments. */
  readonly next: MemberText;
  /** Comments that are here too are not the seller's. */
  readonly last: string;
}

export type JsonRecord = { readonly [key: string]: Json };
export type MemberPath = readonly string[];

export function isJsonRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function ownMember(record: JsonRecord, key: string): Json | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The order of members is no difference. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (isJsonRecord(a) && isJsonRecord(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && isSameJson(a[key], b[key]))
    );
  }
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isSameJson(item, b[index]));
  return a === b;
}
