import type { LocatedProblem } from './problem.ts';
import type { KeptRehearsal } from './rehearsal.ts';

/** What the manifest says about a listing, even where it has errors. */
export interface ListingIdentity {
  /** The product's name; null where it cannot be read. */
  readonly name: string | null;
  /** The value of the tag `owner`, or of the first tag that a policy requires; null without one. */
  readonly owner: string | null;
}

/** Result of one listing, as the terminal, `--json` and the HTML report print it. */
export interface ListingReport extends ListingIdentity {
  /** The manifest, relative to where the command ran, `/` between the parts. */
  readonly manifest: string;
  readonly status: ListingStatus;
  /** Null where the manifest itself has errors; a listing that only a policy refuses has one. */
  readonly product: ReportedProduct | null;
  /** Changes done or planned, without unchanged files. Sorted by path. */
  readonly changes: readonly ReportedChange[];
  readonly problems: readonly LocatedProblem[];
  /** The kept rehearsal; null where there is none. */
  readonly rehearsal: ReportedRehearsal | null;
}

export type ReportedRehearsal = Pick<KeptRehearsal, 'date' | 'verdict' | 'stage' | 'count' | 'load'>;

/** `refused`: nothing was written because of problems. `planned`: a dry run. */
export type ListingStatus = 'written' | 'unchanged' | 'planned' | 'refused';

export interface ReportedChange {
  readonly path: string;
  readonly kind: 'create' | 'update' | 'merge' | 'delete' | 'conflict';
  readonly because: string;
  /** Members where both sides say something else, a sentence for each. */
  readonly kept?: readonly string[];
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
  /** YYYY-MM-DD; null where it is not known. */
  readonly endOfLife: string | null;
  /** Null where it is not known. */
  readonly isScannable: boolean | null;
}
