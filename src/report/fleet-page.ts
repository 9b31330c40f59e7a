import type { ListingReport } from '../model/listing-report.ts';
import { columns } from './columns.ts';
import { isPastEndOfLife, isUnscannable, problemWeight, rehearsalState } from './count-fleet.ts';
import { countWithNoun } from './fleet-words.ts';
import { type Html, html } from './html.ts';
import { ownerValue, printFilters, printSummary } from './print-controls.ts';
import { printDetails } from './print-details.ts';
import { printProblemList } from './problem-list.ts';
import { printReportPage, type ReportPageOptions } from './report-page.ts';

export interface FleetPageOptions extends ReportPageOptions {
  readonly script: string;
}

/**
 * One page with all listings.
 *
 * The whole table is in the HTML, and the script only hides, sorts and opens rows. So the page can be read and printed
 * without the script, every value is quoted in one place (`html.ts`) and only for HTML, and no script contains data.
 * Whether a base is past its end of life depends on the day of the page.
 */
export function fleetPage(all: readonly ListingReport[], { script, ...options }: FleetPageOptions): string {
  const { today } = options;
  const reports = worstFirst(all);
  const main = html`<h2 class="unseen">Summary</h2>
${printSummary(reports, today)}
${printProblemList(reports)}
<h2>All listings</h2>
${printFilters(reports)}
<p id="shown" role="status">${countWithNoun(reports.length, 'listing')}</p>
${printTable(reports, today)}
<p id="none" class="quiet"${reports.length > 0 ? html` hidden` : null}>${reports.length > 0 ? 'No listing matches the filters.' : 'This run had no listings.'}</p>
<p id="more" hidden><span></span> <button class="solid" type="button" id="show-more">Show more</button> <button class="solid" type="button" id="show-all">Show all</button></p>`;
  const style = `${options.style}\n${columnStyle()}`;
  return printReportPage({ title: 'Fleet report', main, script }, { ...options, style });
}

/** As sorted by problems, with the largest first; the others stay in the order of the run. */
function worstFirst(reports: readonly ListingReport[]): readonly ListingReport[] {
  return reports.toSorted((one, other) => problemWeight(other) - problemWeight(one));
}

function printTable(reports: readonly ListingReport[], today: string): Html {
  const heads = columns.map(
    ({ label, isCount }) =>
      html`<th scope="col"${isCount ? html` data-first="descending"` : null}${label === 'Problems' ? html` aria-sort="descending"` : null}>${label}</th>`,
  );
  return html`<table>
<caption class="unseen">All listings. A row of details follows each listing.</caption>
<thead><tr>${heads}</tr></thead>
${reports.map((report, index) => printListing(report, index, today))}
</table>`;
}

/** A browser is slow with thousands of rows, so the screen shows the others on demand; the printed page has all. */
const shownAtFirst = 200;

/** Each listing has its own `tbody`, so that sorting keeps its row and its details together. */
function printListing(report: ListingReport, index: number, today: string): Html {
  const { product, status, problems } = report;
  const [head, ...cells] = columns.map(({ cell, sortKey }) => ({
    content: cell(report, today),
    key: sortKey ? html` data-key="${sortKey(report)}"` : null,
  }));
  const chosen = product
    ? html` data-type="${product.type}" data-framework="${product.framework}" data-base="${product.base.id}"`
    : null;
  const marks = [
    html` data-rehearsal="${rehearsalState(report)}" data-owner="${ownerValue(report)}"`,
    problems.length > 0 ? html` data-problems="on"` : html``,
    isPastEndOfLife(report, today) ? html` data-past="on"` : html``,
    isUnscannable(report) ? html` data-unscannable="on"` : html``,
  ];
  const beyond = index < shownAtFirst ? null : html` class="beyond"`;
  return html`<tbody${beyond} data-state="${status}"${chosen}${marks}>
<tr class="listing"><th scope="row"${head?.key ?? null}>${head?.content ?? null}</th>${cells.map(
    ({ content, key }) => html`<td${key}>${content}</td>`,
  )}</tr>
<tr class="details" id="details-${index}"><td colspan="${columns.length}">${printDetails(report)}</td></tr>
</tbody>
`;
}

/** The style of each column: its width on a wide screen, and its label in the cards of a narrow screen. */
function columnStyle(): string {
  const widths = columns.map(({ share }, index) => `thead th:nth-child(${index + 1}) { width: ${share}%; }`);
  const labels = columns.map(
    ({ label }, index) => `.listing > td:nth-child(${index + 1})::before { content: "${label}"; }`,
  );
  return `@media print, (width >= 80rem) {\n${widths.join('\n')}\n}\n@media screen and (width < 80rem) {\n${labels.join('\n')}\n}\n`;
}
