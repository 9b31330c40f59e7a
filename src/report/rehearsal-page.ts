import { countResults } from '../model/rehearsal.ts';
import { elementText, type Html, html } from './html.ts';
import { latencyWords, rateWords } from './load-words.ts';
import { verdictOf } from './print-rehearsal.ts';
import { printRehearsalSection } from './rehearsal-section.ts';
import type { RehearsedListing } from './rehearsed-listing.ts';

export interface RehearsalPageOptions {
  /** When it was made, in UTC, as people read it. */
  readonly today: string;
  /** The version of the generator. */
  readonly generator: string;
  readonly style: string;
  /** The SHA-256 of a text in base64. The core has no cryptography of its own, so it is handed in. */
  readonly sha256: (text: string) => string;
}

/**
 * One page with every listing that was rehearsed. It needs nothing besides itself and has no script at all: the policy
 * lets the browser use the page's own style, and nothing else, whatever a server may have answered.
 */
export function rehearsalPage(listings: readonly RehearsedListing[], options: RehearsalPageOptions): string {
  const { today, generator, style, sha256 } = options;
  const policy = `default-src 'none'; style-src 'sha256-${sha256(style)}'; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Rehearsal report, ${today}</title>
<style>${elementText(style)}</style>
</head>
<body>
<header>
<h1>Rehearsal report</h1>
<p class="quiet">as of ${today}, generator-sagemaker-mkt ${generator}</p>
</header>
<main>
${listings.length > 1 ? printListings(listings) : null}
${listings.map(printListing)}
</main>
</body>
</html>
`;
  return page.html;
}

function printListing({ manifest, outcome }: RehearsedListing, index: number): Html {
  const name = 'refused' in outcome ? manifest : outcome.listing;
  const content =
    'refused' in outcome
      ? html`<p class="verdict not-ready">not rehearsed: ${outcome.refused}</p>`
      : printRehearsalSection(outcome);
  return html`<section id="listing-${index}" aria-labelledby="name-${index}">
<h2 id="name-${index}">${name}</h2>
<p class="quiet"><code>${manifest}</code></p>
${content}
</section>
`;
}

function printListings(listings: readonly RehearsedListing[]): Html {
  const heads = ['listing', 'verdict', 'failed', 'warnings', 'not seen', 'ready after', 'calls/s'];
  const rows = listings.map(({ manifest, outcome }, index) => {
    const name = 'refused' in outcome ? manifest : outcome.listing;
    const cells = cellsOf(outcome).map((cell) => html`<td>${cell}</td>`);
    return html`<tr><th scope="row"><a href="#listing-${index}">${name}</a></th>${cells}</tr>`;
  });
  return html`<h2>Listings</h2>
<div class="wide" tabindex="0" role="group" aria-label="Listings"><table class="figures listings">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}

function cellsOf(outcome: RehearsedListing['outcome']): readonly Html[] {
  if ('refused' in outcome)
    return [html`<span class="mark failed">not rehearsed</span>`, ...Array.from({ length: 5 }, () => html``)];
  const { failed, warned, notSeen } = countResults(outcome.results);
  const { readyMs } = outcome.measurements.readiness;
  const word = verdictOf(outcome).split(':')[0] ?? '';
  return [
    html`<span class="mark ${failed === 0 ? 'passed' : 'failed'}">${word}</span>`,
    html`${failed}`,
    html`${warned}`,
    html`${notSeen}`,
    html`${readyMs === null ? '' : latencyWords(readyMs)}`,
    html`${outcome.load?.soak ? rateWords(outcome.load.soak.perSecond) : ''}`,
  ];
}
