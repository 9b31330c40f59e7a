import {
  isReady,
  outcomeOf,
  type Phase,
  phases,
  type Rehearsal,
  type Rehearsed,
} from '../model/rehearsal.ts';
import { type Html, html } from './html.ts';
import { printCalls } from './plot-calls.ts';
import { printLoadPlots } from './plot-load.ts';
import { printReadiness } from './plot-readiness.ts';
import { outcomeWords, verdictOf } from './print-rehearsal.ts';
import { changeSentences } from './rehearsal-changes.ts';

/** The names of the acts for readers of the page. */
const actWords: Readonly<Record<Phase, string>> = {
  image: 'What there is, before anything runs',
  train: 'Training',
  start: 'The start',
  serve: 'Calls',
  load: 'Load',
  batch: 'A batch transform',
  stop: 'The stop',
  after: 'Afterwards',
};

/** The section of one listing: its verdict, how it ran, what changed, its checks, and its measurements. */
export function printRehearsalSection(rehearsal: Rehearsal): Html {
  const { ranAs, milliseconds, results, measurements, load, since } = rehearsal;
  const acts = phases.filter((phase) => results.some(({ check }) => check.phase === phase));
  const changes = since && changeSentences(since);
  return html`<p class="verdict ${isReady(rehearsal) ? 'ready' : 'not-ready'}">${verdictOf(rehearsal)}</p>
<p class="quiet">Ran ${ranAs}; ${(milliseconds / 1000).toFixed(1)} s.</p>
${changes && html`<p>${firstUp(changes.head)}${changes.lines.length > 0 ? ':' : '.'}</p><ul>${changes.lines.map((words) => html`<li>${words}</li>`)}</ul>`}
<h3>Checks</h3>
${acts.map((phase) => printAct(phase, results))}
<h3>Readiness</h3>
${printReadiness(measurements.readiness)}
<h3>What calls took</h3>
${printCalls(measurements.calls)}
${load && html`<h3>Load</h3>${printLoadPlots(load)}`}`;
}

function firstUp(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function printAct(phase: Phase, results: readonly Rehearsed[]): Html {
  const own = results.filter(({ check }) => check.phase === phase);
  return html`<h4>${actWords[phase]}</h4>
<div class="checks">${own.map(printCheck)}</div>`;
}

/** A failed check is open at first; the others open on demand, without a script. */
function printCheck(result: Rehearsed): Html {
  const { check, seen, milliseconds } = result;
  const outcome = outcomeOf(result);
  const evidence = seen.verdict === 'not-seen' ? [] : (seen.evidence ?? []);
  return html`<details${seen.verdict === 'failed' ? html` open` : null}>
<summary><span class="mark ${outcome}">${outcomeWords[outcome]}</span> <code>${check.id}</code> <span class="seen">${seen.words}</span></summary>
<div class="opened">
<p><b>Because:</b> ${check.rule} <span class="quiet">${check.source}</span></p>
${seen.verdict === 'failed' ? html`<p><b>Fix:</b> ${seen.fix}</p>` : null}
${evidence.length > 0 ? html`<pre>${evidence.join('\n')}</pre>` : null}
<p class="quiet">${(milliseconds / 1000).toFixed(2)} s</p>
</div>
</details>
`;
}
