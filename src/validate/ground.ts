import type { Catalogue } from '../model/catalogue.ts';
import type { SchemaCheck } from './schema-check.ts';

/** What a manifest is checked against. */
export interface Ground {
  readonly checkShape: SchemaCheck;
  readonly catalogue: Catalogue;
  /** The day of the run, YYYY-MM-DD: support may have ended before it. */
  readonly today: string;
  /** With `publish`, what AWS Marketplace asks for before a product is published is missed too. */
  readonly purpose?: 'publish';
}
