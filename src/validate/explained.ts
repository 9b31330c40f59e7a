import type { ProblemCode } from '../model/problem-code.ts';
import type { Ground } from './ground.ts';
import type { SchemaFault } from './schema-check.ts';

/** One schema fault in words that sellers know. */
export interface Explained {
  readonly code: ProblemCode;
  readonly what: string;
  readonly fix: string;
  readonly because?: string;
  readonly rule?: string;
  /** The faulty key below the value, when the key is wrong and not the value. */
  readonly key?: string;
}

/** The input of an explanation. */
export interface Explaining {
  readonly fault: SchemaFault;
  /** The text of the value in the file. */
  readonly written: string;
  /** The texts of all items, where the value is one of a list. */
  readonly items: readonly string[];
  /** The missing key that the seller probably meant by the unknown key. */
  readonly missing: SchemaFault | undefined;
  readonly ground: Ground;
}
