import type { ListingReport, ListingStatus } from '../model/listing-report.ts';
import { countFleet, rehearsalState } from './count-fleet.ts';
import { countWithNoun, numberInWords, rehearsalWords, stateWords, typeWords } from './fleet-words.ts';
import { type Html, html } from './html.ts';

/**
 * The counts at the top. A count that can be a filter has the name of its control and the value: the script makes it a
 * button, and without the script it is a plain number.
 */
export function printSummary(reports: readonly ListingReport[], today: string): Html {
  const counts = countFleet(reports, today);
  const statuses = Object.keys(stateWords) as ListingStatus[];
  const states = statuses.map((status) =>
    printCount(counts.states[status], stateWords[status], 'state', status),
  );
  const types = `${countWithNoun(counts.modelPackages, 'model package')}, ${countWithNoun(counts.algorithms, 'algorithm')}`;
  return html`<ul class="counts">
<li><b>${numberInWords(counts.listings)}</b> ${counts.listings === 1 ? 'Listing' : 'Listings'} <small>${types}</small></li>
${states}
${printCount(counts.withProblems, 'With problems', 'problems', 'on')}
${printCount(counts.notReady, 'Not ready when last rehearsed', 'rehearsal', 'not-ready')}
${printCount(counts.pastEndOfLife, 'Base past its end of life', 'past', 'on')}
${printCount(counts.unscannable, 'ECR cannot scan the base', 'unscannable', 'on')}
</ul>`;
}

function printCount(count: number, words: string, control: string, value: string): Html {
  return html`<li data-control="${control}" data-value="${value}" data-count="${count}"><b>${numberInWords(count)}</b> ${words}</li>`;
}

/** The script shows the filters: without it they would do nothing. Their names are the `data-` names of a row. */
export function printFilters(reports: readonly ListingReport[]): Html {
  const products = reports.flatMap(({ product }) => product ?? []);
  return html`<form id="filters" role="search" aria-label="Listings" hidden>
<p class="search"><label for="by-search">Search</label><input type="search" id="by-search" name="search" autocomplete="off" spellcheck="false"></p>
${printChoice(
  'type',
  'Product type',
  products.map(({ type }) => type),
  typeWords,
)}
${printChoice(
  'framework',
  'Framework',
  products.map(({ framework }) => framework),
)}
${printChoice(
  'base',
  'Base',
  products.map(({ base }) => base.id),
)}
${printChoice(
  'state',
  'State',
  reports.map(({ status }) => status),
  stateWords,
)}
${printChoice('rehearsal', 'Last rehearsal', reports.map(rehearsalState), rehearsalWords)}
${printChoice('owner', 'Owner', reports.map(ownerValue), ownerWords(reports))}
<fieldset><legend>Only where</legend>
<label><input type="checkbox" name="problems"> it has problems</label>
<label><input type="checkbox" name="past"> the base is past its end of life</label>
<label><input type="checkbox" name="unscannable"> ECR cannot scan the base</label>
</fieldset>
<span class="buttons"><button class="solid" type="reset">Clear filters</button> <button class="solid" type="button" id="open-all">Open all details</button></span>
</form>`;
}

/** The value of the filter: no owner can be taken for the absence of one. */
export function ownerValue({ owner }: ListingReport): string {
  return owner === null ? 'none' : `is ${owner}`;
}

function ownerWords(reports: readonly ListingReport[]): Readonly<Record<string, string>> {
  const words = reports.map((report) => [ownerValue(report), report.owner ?? 'None'] as const);
  return Object.fromEntries(words);
}

function printChoice(
  name: string,
  label: string,
  values: readonly string[],
  words: Readonly<Record<string, string>> = {},
): Html {
  const options = countValues(values).map(
    ([value, count]) =>
      html`<option value="${value}">${words[value] ?? value} (${numberInWords(count)})</option>`,
  );
  return html`<p><label for="by-${name}">${label}</label><select id="by-${name}" name="${name}"><option value="">All</option>${options}</select></p>`;
}

/** Each value once, sorted by code units, with its number of occurrences. */
export function countValues(values: readonly string[]): [value: string, count: number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
