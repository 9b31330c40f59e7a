import type {
  ListingReport,
  ListingStatus,
  ReportedChange,
  ReportedRehearsal,
} from '../model/listing-report.ts';
import { sortProblems } from '../problem/print-problems.ts';
import { changeWords, countWithNoun } from './fleet-words.ts';
import { type Html, html } from './html.ts';
import { rateWords } from './load-words.ts';
import { printCode } from './print-code.ts';
import { printProblem } from './print-problem.ts';
import { readinessWords } from './print-rehearsal.ts';
import { dayOf } from './rehearsal-changes.ts';

/** The details below a row: title, manifest and images of the listing, its rehearsal, its problems, and its changes. */
export function printDetails({
  manifest,
  status,
  product,
  changes,
  problems,
  rehearsal,
}: ListingReport): Html {
  const images = product && product.images.length > 0 ? printImages(product.images) : null;
  return html`<dl class="facts">${product && html`<div><dt>Title</dt><dd>${product.title}</dd></div>`}<div><dt>Manifest</dt><dd>${printCode(manifest)}</dd></div>${images}${rehearsal && printRehearsed(rehearsal)}</dl>
${problems.length > 0 ? html`<h3>Problems</h3>${sortProblems(problems).map(printProblem)}` : null}
${changes.length > 0 ? html`<h3>${changesHeading[status]}</h3>${printChanges(changes)}` : null}`;
}

function printImages(images: readonly string[]): Html {
  return html`<div><dt>Images</dt>${images.map((image) => html`<dd>${printCode(image)}</dd>`)}</div>`;
}

function printRehearsed({ date, verdict, stage, count, load }: ReportedRehearsal): Html {
  const { passed, warned, failed, notSeen } = count;
  const words = [
    verdict === 'not-ready' ? `not ready: ${countWithNoun(failed, 'check')} failed` : readinessWords[verdict],
    `${passed} passed`,
    ...(warned > 0 ? [countWithNoun(warned, 'warning')] : []),
    ...(notSeen > 0 ? [`${notSeen} not seen`] : []),
    stage === 'container' ? 'in containers' : 'without an image',
    ...(load ? [`${rateWords(load.perSecond)} calls/s on ${dayOf(load.date)}`] : []),
  ];
  return html`<div><dt>Rehearsed ${dayOf(date)}</dt><dd>${words.join(', ')}</dd></div>`;
}

const changesHeading: Readonly<Record<ListingStatus, string>> = {
  refused: 'Changes that were not written',
  planned: 'Changes that a run would write',
  written: 'Changes that were written',
  unchanged: 'Changes',
};

/** A new listing has dozens of files that are new for the same reason: it is printed once. */
function printChanges(changes: readonly ReportedChange[]): Html {
  const groups = Map.groupBy(changes, ({ kind, because }) => `${kind} ${because}`);
  const printed = [...groups.values()].map((group) => {
    const [first] = group;
    if (!first) return html``;
    const reason = first.because === changeWords[first.kind] ? '' : `, ${first.because}`;
    const paths = group.map(({ path }) => html`<li>${printCode(path)}</li>`);
    return html`<p>${group.length} ${changeWords[first.kind]}${reason}</p><ul class="paths">${paths}</ul>`;
  });
  return html`${printed}`;
}
