import type { ListingReport } from '../model/listing-report.ts';
import { sortProblems } from '../problem/print-problems.ts';
import { countWithNoun } from './fleet-words.ts';
import { type Html, html } from './html.ts';
import { printShortProblem } from './print-problem.ts';
import { productName } from './product-name.ts';

/** The others are shown on demand, so that the table is not far away; the printed page has all. */
const shownAtFirst = 20;

/** The listings with problems, the worst first as in the table, each problem with its fix. */
export function printProblemList(reports: readonly ListingReport[]): Html {
  const blocks = reports.flatMap((report, index) => (report.problems.length > 0 ? [{ report, index }] : []));
  if (blocks.length === 0) return html`<h2>Problems</h2>\n<p class="quiet">No listing has a problem.</p>`;
  return html`<h2>Problems <small id="faulty">in ${countWithNoun(blocks.length, 'listing')}</small></h2>
<div class="faulty">
${blocks.map(({ report, index }, place) => printBlock(report, index, place))}</div>
<p id="more-problems" hidden><button class="solid" type="button">Show all problems</button></p>`;
}

function printBlock(report: ListingReport, index: number, place: number): Html {
  const beyond = place < shownAtFirst ? null : html` class="beyond"`;
  return html`<section${beyond} data-of="details-${index}">
<h3>${productName(report)}</h3>
${sortProblems(report.problems).map(printShortProblem)}
</section>
`;
}
