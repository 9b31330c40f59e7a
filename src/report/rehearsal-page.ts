import { countResults, readinessOf } from '../model/rehearsal.ts';
import { shortName } from './align-rows.ts';
import { type Html, html } from './html.ts';
import { latencyWords, rateWords } from './load-words.ts';
import { printCode, printSentence } from './print-code.ts';
import { readinessWords } from './print-rehearsal.ts';
import { printRehearsalSection } from './rehearsal-section.ts';
import type { RehearsedListing } from './rehearsed-listing.ts';
import { printReportPage, type ReportPageOptions } from './report-page.ts';

/** One page with all rehearsed listings. It has no script, so text from a server cannot run as one. */
export function rehearsalPage(listings: readonly RehearsedListing[], options: ReportPageOptions): string {
  const main = html`${listings.length > 1 ? printListings(listings) : null}
${listings.map(printListing)}`;
  return printReportPage({ title: 'Rehearsal report', main }, options);
}

function printListing({ manifest, outcome }: RehearsedListing, index: number): Html {
  const name = nameOf({ manifest, outcome });
  const content = outcome.ok
    ? printRehearsalSection(outcome.value)
    : html`<p class="verdict not-ready">not rehearsed: ${printSentence(outcome.reason)}</p>`;
  return html`<section id="listing-${index}" aria-labelledby="name-${index}">
<h2 id="name-${index}">${name}</h2>
<p class="quiet">${printCode(manifest)}</p>
${content}
</section>
`;
}

function nameOf({ manifest, outcome }: RehearsedListing): string {
  return outcome.ok ? outcome.value.listing : shortName(manifest);
}

function printListings(listings: readonly RehearsedListing[]): Html {
  const heads = ['listing', 'verdict', 'failed', 'warnings', 'not seen', 'ready after', 'calls/s'];
  const rows = listings.map(({ manifest, outcome }, index) => {
    const name = nameOf({ manifest, outcome });
    const cells = cellsOf(outcome).map((cell) => html`<td>${cell}</td>`);
    return html`<tr><th scope="row"><a href="#listing-${index}">${name}</a></th>${cells}</tr>`;
  });
  return html`<h2>Listings</h2>
<div class="wide" tabindex="0" role="group" aria-label="Listings"><table class="figures listings">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}

const marks = { ready: 'passed', 'ready-as-seen': 'warned', 'not-ready': 'failed' } as const;

function cellsOf(outcome: RehearsedListing['outcome']): readonly Html[] {
  if (!outcome.ok)
    return [html`<span class="mark failed">not rehearsed</span>`, ...Array.from({ length: 5 }, () => html``)];
  const rehearsal = outcome.value;
  const { failed, warned, notSeen } = countResults(rehearsal.results);
  const { readyMs } = rehearsal.measurements.readiness;
  const readiness = readinessOf(rehearsal);
  return [
    html`<span class="mark ${marks[readiness]}">${readinessWords[readiness]}</span>`,
    html`${failed}`,
    html`${warned}`,
    html`${notSeen}`,
    html`${readyMs === null ? '' : latencyWords(readyMs)}`,
    html`${rehearsal.load?.soak ? rateWords(rehearsal.load.soak.perSecond) : ''}`,
  ];
}
