import type { LocatedProblem } from './problem.ts';
import type { KeptRehearsal } from './rehearsal.ts';

/** What one run found and did in one listing: the terminal, `--json` and the HTML report all print this. */
export interface ListingReport {
  /** The manifest, relative to where the command ran, `/` between the parts. */
  readonly manifest: string;
  readonly status: ListingStatus;
  /** Null where errors kept the manifest from being understood. */
  readonly product: ReportedProduct | null;
  /** What was done, or would be; files that stay as they are are left out. Sorted by path. */
  readonly changes: readonly ReportedChange[];
  readonly problems: readonly LocatedProblem[];
  /** The last one that the listing's folder keeps; null where there is none. */
  readonly rehearsal: ReportedRehearsal | null;
}

export type ReportedRehearsal = Pick<KeptRehearsal, 'date' | 'verdict' | 'stage' | 'count' | 'load'>;

/** `refused` wrote nothing because of problems, `planned` because it was not asked to. */
export type ListingStatus = 'written' | 'unchanged' | 'planned' | 'refused';

export interface ReportedChange {
  readonly path: string;
  readonly kind: 'create' | 'update' | 'merge' | 'delete' | 'conflict';
  readonly because: string;
}

export interface ReportedProduct {
  readonly type: 'model-package' | 'algorithm';
  readonly name: string;
  readonly release: string;
  readonly title: string;
  /** Name and version, as `typescript 24`. */
  readonly framework: string;
  readonly base: ReportedBase;
  readonly region: string;
  /** Repository and tag of each image. */
  readonly images: readonly string[];
}

export interface ReportedBase {
  readonly id: string;
  /** A day as YYYY-MM-DD; null where nobody says it. */
  readonly endOfLife: string | null;
  /** Null where it is not known. */
  readonly isScannable: boolean | null;
}
