import type { ListingReport, ListingStatus } from '../model/listing-report.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { Readiness } from '../model/rehearsal.ts';

/** The totals above the rows. */
export interface FleetCounts {
  readonly listings: number;
  readonly modelPackages: number;
  readonly algorithms: number;
  readonly states: Readonly<Record<ListingStatus, number>>;
  readonly withProblems: number;
  readonly notReady: number;
  readonly pastEndOfLife: number;
  readonly unscannable: number;
}

/** `today` is a day as YYYY-MM-DD. */
export function countFleet(reports: readonly ListingReport[], today: string): FleetCounts {
  const count = (isMeant: (report: ListingReport) => boolean) => reports.filter(isMeant).length;
  const inState = (status: ListingStatus) => count((report) => report.status === status);
  return {
    listings: reports.length,
    modelPackages: count(({ product }) => product?.type === 'model-package'),
    algorithms: count(({ product }) => product?.type === 'algorithm'),
    states: {
      refused: inState('refused'),
      planned: inState('planned'),
      written: inState('written'),
      unchanged: inState('unchanged'),
    },
    withProblems: count(({ problems }) => problems.length > 0),
    notReady: count((report) => rehearsalState(report) === 'not-ready'),
    pastEndOfLife: count((report) => isPastEndOfLife(report, today)),
    unscannable: count(isUnscannable),
  };
}

/** One error counts more than any number of warnings. */
export function problemWeight({ problems }: ListingReport): number {
  const severe = problems.filter(isSevere).length;
  return severe * 1_000_000 + problems.length - severe;
}

export function isSevere({ severity }: LocatedProblem): boolean {
  return severity !== 'warning';
}

export type RehearsalState = Readiness | 'none';

export function rehearsalState({ rehearsal }: ListingReport): RehearsalState {
  return rehearsal?.verdict ?? 'none';
}

/** The last day still counts as supported, and so does a base without a known end. ISO dates compare as text. */
export function isPastEndOfLife({ product }: ListingReport, today: string): boolean {
  const endOfLife = product?.base.endOfLife ?? null;
  return endOfLife !== null && endOfLife < today;
}

export function isUnscannable({ product }: ListingReport): boolean {
  return product !== null && product.base.isScannable === false;
}
