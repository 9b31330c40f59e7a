import {
  objectorOf,
  outcomeOf,
  type Phase,
  phases,
  type Rehearsal,
  type RehearsalChanges,
  type Rehearsed,
  readinessOf,
} from '../model/rehearsal.ts';
import { firstUp } from '../text/first-up.ts';
import { type Html, html } from './html.ts';
import { printCalls } from './plot-calls.ts';
import { printLoadPlots } from './plot-load.ts';
import { printReadiness } from './plot-readiness.ts';
import { printCode, printLines, printSentence } from './print-code.ts';
import { outcomeWords, verdictOf } from './print-rehearsal.ts';
import { changeSentences } from './rehearsal-changes.ts';

/** The names of the acts for readers of the page. */
const actWords: Readonly<Record<Phase, string>> = {
  image: 'Before anything runs',
  train: 'Training',
  start: 'Start',
  serve: 'Calls',
  load: 'Load',
  batch: 'Batch transform',
  stop: 'Stop',
  after: 'After the stop',
};

/** The section of one listing: its verdict, what changed, its measurements, then what failed, then the other checks. */
export function printRehearsalSection(rehearsal: Rehearsal): Html {
  const { ranAs, milliseconds, results, measurements, load, since } = rehearsal;
  const [failed, others] = [results.filter(hasFailed), results.filter((result) => !hasFailed(result))];
  return html`<p class="verdict ${readinessOf(rehearsal)}">${verdictOf(rehearsal)}</p>
<p class="quiet">Ran ${ranAs}. It took ${(milliseconds / 1000).toFixed(1)} s.</p>
${since && printChanges(since)}
<h3>From the start to ready</h3>
${printReadiness(measurements.readiness)}
${load && html`<h3>Load</h3>${printLoadPlots(load)}`}
<h3>How long calls took</h3>
${printCalls(measurements.calls)}
${failed.length > 0 ? html`<h3>Problems</h3><div class="checks">${failed.map(printCheck)}</div>` : null}
<h3>${failed.length > 0 ? 'Other checks' : 'Checks'}</h3>
${phases.map((phase) => printAct(phase, others))}`;
}

function hasFailed({ seen }: Rehearsed): boolean {
  return seen.verdict === 'failed';
}

function printChanges(since: RehearsalChanges): Html {
  const { head, lines } = changeSentences(since);
  const items = lines.map((words) => html`<li>${words}</li>`);
  return html`<p>${firstUp(head)}${lines.length > 0 ? ':' : '.'}</p>${lines.length > 0 ? html`<ul>${items}</ul>` : null}`;
}

function printAct(phase: Phase, results: readonly Rehearsed[]): Html {
  const own = results.filter(({ check }) => check.phase === phase);
  if (own.length === 0) return html``;
  return html`<h4>${actWords[phase]}</h4>
<div class="checks">${own.map(printCheck)}</div>`;
}

/** A failed check is open at first; the others open on demand, without a script. */
function printCheck(result: Rehearsed): Html {
  const { check, seen, milliseconds } = result;
  const outcome = outcomeOf(result);
  const evidence = seen.verdict === 'not-seen' ? [] : (seen.evidence ?? []);
  return html`<details${seen.verdict === 'failed' ? html` open` : null}>
<summary><span class="mark ${outcome}">${outcomeWords[outcome]}</span> ${printCode(check.id)} <span class="seen">${printSentence(seen.words)}</span></summary>
<div class="opened">
<p><b>Rule:</b> ${printSentence(check.rule)} <span class="quiet">${check.source}</span></p>
<p><b>Who objects:</b> ${objectorOf(result)}</p>
${seen.verdict === 'failed' ? html`<p><b>Fix:</b> ${printSentence(seen.fix)}</p>` : null}
${evidence.length > 0 ? printLines(evidence.join('\n')) : null}
<p class="quiet">${(milliseconds / 1000).toFixed(2)} s</p>
</div>
</details>
`;
}
