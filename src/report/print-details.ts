import type {
  ListingReport,
  ListingStatus,
  ReportedChange,
  ReportedRehearsal,
} from '../model/listing-report.ts';
import type { LocatedProblem, Location } from '../model/problem.ts';
import { reasonsOf, sortProblems } from '../problem/print-problems.ts';
import { changeWords, countWithNoun } from './fleet-words.ts';
import { type Html, html } from './html.ts';
import { rateWords } from './load-words.ts';
import { dayOf } from './rehearsal-changes.ts';

/** The details below a row: the place of the listing, its images, its problems, and its changes. */
export function printDetails({
  manifest,
  status,
  product,
  changes,
  problems,
  rehearsal,
}: ListingReport): Html {
  const images = product && product.images.length > 0 ? printImages(product.images) : null;
  return html`<dl class="facts"><div><dt>Manifest</dt><dd><code>${manifest}</code></dd></div>${images}${rehearsal && printRehearsed(rehearsal)}</dl>
${problems.length > 0 ? html`<h3>Problems</h3>${sortProblems(problems).map(printProblem)}` : null}
${changes.length > 0 ? html`<h3>${changesHeading[status]}</h3>${printChanges(changes)}` : null}`;
}

function printImages(images: readonly string[]): Html {
  return html`<div><dt>Images</dt>${images.map((image) => html`<dd><code>${image}</code></dd>`)}</div>`;
}

function printRehearsed({ date, verdict, stage, count, load }: ReportedRehearsal): Html {
  const { passed, warned, failed, notSeen } = count;
  const words = [
    verdict === 'ready' ? 'ready' : `not ready: ${failed} failed`,
    `${passed} passed`,
    ...(warned > 0 ? [countWithNoun(warned, 'warning')] : []),
    ...(notSeen > 0 ? [`${notSeen} not seen`] : []),
    stage === 'container' ? 'in containers' : 'without an image',
    ...(load ? [`${rateWords(load.perSecond)} calls/s on ${dayOf(load.date)}`] : []),
  ];
  return html`<div><dt>Rehearsed ${dayOf(date)}</dt><dd>${words.join(', ')}</dd></div>`;
}

function printProblem(problem: LocatedProblem): Html {
  const { severity, location, what, code, fix, notes = [] } = problem;
  return html`<div class="problem">
<p><span class="${severity === 'warning' ? 'warning' : 'error'}">${severity}</span> ${what} <code class="quiet">${code}</code></p>
${printSource(location)}
${reasonsOf(problem).map(({ label, text }) => html`<p><b>${label === 'rule' ? 'Rule' : 'Because'}:</b> ${text}</p>`)}
<p><b>Fix:</b> ${fix}</p>
${notes.map((note) => html`<p><b>Note:</b> ${note.sentence} <code class="quiet">${positionOf(note.location)}</code></p>`)}
</div>`;
}

function positionOf({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}

/** How many characters of a long source line are shown. */
const widest = 120;

/** The place, and the source line with the fault marked; a long line is cut around the fault. */
function printSource(location: Location): Html {
  const place = html`<p class="quiet"><code>${positionOf(location)}</code></p>`;
  if (location.length === 0) return place;
  const characters = [...location.source];
  const start = location.column - 1;
  const from = characters.length > widest ? Math.max(0, start - Math.floor(widest / 3)) : 0;
  const until = Math.min(characters.length, from + widest);
  const end = Math.min(start + location.length, until);
  const text = (first: number, last: number) => characters.slice(first, last).join('');
  return html`${place}<pre>${text(from, start)}<mark>${text(start, end)}</mark>${text(end, until)}</pre>`;
}

const changesHeading: Readonly<Record<ListingStatus, string>> = {
  refused: 'Changes, not written',
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
    const paths = group.map(({ path }) => html`<li><code>${path}</code></li>`);
    return html`<p>${group.length} ${changeWords[first.kind]}${reason}</p><ul class="paths">${paths}</ul>`;
  });
  return html`${printed}`;
}
