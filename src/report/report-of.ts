import type { Change } from '../model/change-set.ts';
import type {
  ListingIdentity,
  ListingReport,
  ReportedChange,
  ReportedProduct,
  ReportedRehearsal,
} from '../model/listing-report.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { KeptRehearsal } from '../model/rehearsal.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { keptMemberInWords } from '../problem/kept-member-words.ts';
import type { PrintedRun } from './print-changes.ts';

/** The run of one listing. */
export interface Reportable extends PrintedRun {
  /** Undefined where the manifest itself has errors. */
  readonly listing?: ResolvedListing | undefined;
  /** Undefined where the manifest cannot be read. */
  readonly identity?: ListingIdentity | undefined;
  readonly problems: readonly LocatedProblem[];
  /** The record of the last rehearsal in the listing's folder. */
  readonly kept?: KeptRehearsal | undefined;
}

/** The report of a run without the contents of files, so that a thousand reports need little memory. */
export function reportOf(outcome: Reportable): ListingReport {
  const { manifest, status, identity, listing, changes, problems, kept } = outcome;
  return {
    manifest,
    name: identity?.name ?? null,
    owner: identity?.owner ?? null,
    status,
    product: listing ? productOf(listing) : null,
    changes: changes.flatMap(changeOf),
    problems,
    rehearsal: kept ? rehearsalOf(kept) : null,
  };
}

function rehearsalOf({ date, verdict, stage, count, load }: KeptRehearsal): ReportedRehearsal {
  return { date, verdict, stage, count, load };
}

function changeOf({ kind, path, because, kept = [] }: Change): ReportedChange[] {
  if (kind === 'same' || kind === 'keep') return [];
  return [{ path, kind, because, ...(kept.length > 0 && { kept: kept.map(keptMemberInWords) }) }];
}

function productOf(listing: ResolvedListing): ReportedProduct {
  const { framework, base, images, upload } = listing;
  return {
    type: listing.productType,
    name: listing.name,
    release: listing.release,
    title: listing.title,
    framework: [framework.framework.name, framework.version.version].join(' ').trim(),
    base: { id: base.id, endOfLife: base.endOfLife, isScannable: base.isScannable },
    region: upload.region,
    images: [...new Set([images.inference, ...(images.training === null ? [] : [images.training])])],
  };
}
