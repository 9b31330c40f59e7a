import type { Page } from 'playwright-core';
import type { ListingReport } from '../../src/model/listing-report.ts';

/** The names of listings in the order that the page starts with. */
export function worstFirst(fleet: readonly ListingReport[]): readonly string[] {
  const rank = ({ problems }: ListingReport) =>
    ['error', 'warning'].indexOf(problems[0]?.severity ?? '') >>> 0;
  const shown = ({ name, manifest }: ListingReport) => name ?? manifest.replace('/marketplace.yaml', '');
  return fleet.toSorted((one, other) => rank(one) - rank(other)).map(shown);
}

export const problemNames = (page: Page) => page.locator('.faulty h3:visible').allTextContents();

export const status = (page: Page) => page.getByRole('status').textContent();

/** The names in their displayed order. */
export const names = (page: Page) => page.locator('.listing:visible .name').allTextContents();

/** The displayed texts of a column; the first column is 1. */
export const column = (page: Page, place: number) =>
  page.locator(`.listing:visible > :nth-child(${place})`).allTextContents();
