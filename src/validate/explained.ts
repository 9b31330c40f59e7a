import type { ProblemCode } from '../model/problem-code.ts';
import type { SchemaFault } from './compile-schema.ts';

/** One fault of the schema in the seller's words. */
export interface Explained {
  readonly code: ProblemCode;
  readonly what: string;
  readonly fix: string;
  readonly because?: string;
  /** A key below the faulty value, when the key itself is at fault. */
  readonly key?: string;
}

/** What an explanation may look at. */
export interface Explaining {
  readonly fault: SchemaFault;
  /** The value as it stands in the file. */
  readonly written: string;
  /** The missing key that an unknown one was probably meant to be. */
  readonly missing: SchemaFault | undefined;
}
