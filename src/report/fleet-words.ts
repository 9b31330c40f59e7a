import type { ListingStatus, ReportedChange, ReportedProduct } from '../model/listing-report.ts';
import type { RehearsalState } from './count-fleet.ts';

/** The words of the report for the names in the model, each list in the order of display. */
export const stateWords: Readonly<Record<ListingStatus, string>> = {
  refused: 'Refused',
  planned: 'Would change',
  written: 'Written',
  unchanged: 'Up to date',
};

export const typeWords: Readonly<Record<ReportedProduct['type'], string>> = {
  'model-package': 'Model package',
  algorithm: 'Algorithm',
};

export const rehearsalWords: Readonly<Record<RehearsalState, string>> = {
  'not-ready': 'Not ready',
  'ready-as-seen': 'Ready as far as seen',
  ready: 'Ready',
  none: 'None',
};

export const changeWords: Readonly<Record<ReportedChange['kind'], string>> = {
  conflict: 'in conflict',
  create: 'new',
  update: 'changed',
  merge: 'merged',
  delete: 'deleted',
};

/** `3 new, 1 changed`, or an empty text without changes. */
export function countChanges(changes: readonly ReportedChange[]): string {
  return Object.entries(changeWords)
    .map(([kind, word]) => ({ word, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}`)
    .join(', ');
}

/** `1 listing`, `1,000 listings`. */
export function countWithNoun(count: number, noun: string): string {
  return `${numberInWords(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `1,000`: the same on every machine, in every locale. */
export function numberInWords(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
