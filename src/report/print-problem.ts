import type { LocatedProblem, Location } from '../model/problem.ts';
import { positionOf, reasonsOf } from '../problem/print-problems.ts';
import { isSevere } from './count-fleet.ts';
import { type Html, html } from './html.ts';
import { printCode, printLines, printSentence } from './print-code.ts';

/** Everything about a problem: its place, the source line, the reasons, the fix and the notes. */
export function printProblem(problem: LocatedProblem): Html {
  const { location, fix, notes = [] } = problem;
  return html`<div class="problem">
<p>${printWhat(problem)}</p>
${printSource(location)}
${reasonsOf(problem).map(({ label, text }) => html`<p><b>${label === 'rule' ? 'Rule' : 'Because'}:</b> ${printSentence(text)}</p>`)}
<p><b>Fix:</b> ${printSentence(fix)}</p>
${notes.map((note) => html`<p><b>Note:</b> ${printSentence(note.sentence)} <span class="quiet">${printCode(positionOf(note.location))}</span></p>`)}
</div>`;
}

/** What is wrong, where, and the fix. */
export function printShortProblem(problem: LocatedProblem): Html {
  return html`<div class="problem">
<p>${printWhat(problem)}</p>
<p><b>Fix:</b> ${printSentence(problem.fix)}</p>
<p class="quiet">${printCode(positionOf(problem.location))}</p>
</div>`;
}

function printWhat(problem: LocatedProblem): Html {
  const { severity, what, code } = problem;
  return html`<span class="${isSevere(problem) ? 'error' : 'warning'}">${severity}</span> ${printSentence(what)} <span class="quiet">${printCode(code)}</span>`;
}

/** How many characters of a long source line are shown. */
const widest = 120;

/** The place, and the source line with the fault marked; a long line is cut around the fault. */
function printSource(location: Location): Html {
  const place = html`<p class="quiet">${printCode(positionOf(location))}</p>`;
  if (location.length === 0) return place;
  const characters = [...location.source];
  const start = location.column - 1;
  const from = characters.length > widest ? Math.max(0, start - Math.floor(widest / 3)) : 0;
  const until = Math.min(characters.length, from + widest);
  const end = Math.min(start + location.length, until);
  const text = (first: number, last: number) => characters.slice(first, last).join('');
  const marked = html`${text(from, start)}<mark>${text(start, end)}</mark>${text(end, until)}`;
  return html`${place}${printLines(text(from, until), marked)}`;
}
