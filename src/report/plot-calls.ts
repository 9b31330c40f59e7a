import type { MeasuredCall } from '../model/measurements.ts';
import { countWithNoun } from './fleet-words.ts';
import { type Html, html } from './html.ts';
import { latencyWords } from './load-words.ts';
import { crosses, dots, linearAxis, logarithmicAxis, plot } from './plot.ts';
import { printCode } from './print-code.ts';
import { type CallsOfType, sumCalls } from './sum-calls.ts';

/** The limit: more types than this come only from deliberately broken calls. */
const mostPanels = 8;

/** All calls, with a panel for each type that was sent, and the same axes in all panels. */
export function printCalls(calls: readonly MeasuredCall[]): Html {
  if (calls.length === 0) return html`<p class="quiet">No call was made.</p>`;
  const sums = sumCalls(calls);
  const last = calls.reduce((most, { atMs }) => Math.max(most, atMs), 0);
  const x = linearAxis(last / 1000, (value) => `${Number(value.toFixed(2))} s`);
  const y = logarithmicAxis(
    calls.map(({ milliseconds }) => milliseconds),
    (value) => (value < 1 ? `${value} ms` : latencyWords(value).replace('.0', '')),
  );
  const panels = sums.slice(0, mostPanels).map(({ type }) => {
    const own = calls.filter((call) => call.type === type);
    return printPanel(typeWords(type), own, { x, y });
  });
  return html`<div class="plots">${panels}</div>
<p class="legend"><span class="key-answered">● answered with 200</span> <span class="key-otherwise">× another status</span> <span class="key-lost">× no answer</span>. Across: the time since the rehearsal began. Up: how long a call took.</p>
${printTable(sums)}`;
}

function typeWords(type: string): string {
  return type === '' ? 'no type' : type;
}

function printPanel(type: string, calls: readonly MeasuredCall[], axes: Parameters<typeof plot>[1]): Html {
  const label = `${type}: ${countWithNoun(calls.length, 'call')} over time; the table below has the figures`;
  const drawn = plot(label, axes, (place) => {
    const placed = (isMeant: (call: MeasuredCall) => boolean) =>
      calls.filter(isMeant).map(({ atMs, milliseconds }) => place({ x: atMs / 1000, y: milliseconds }));
    return [
      html`<path class="dots answered" d="${dots(placed(({ status }) => status === 200))}"/>`,
      html`<path class="crosses otherwise" d="${crosses(placed(({ status }) => status !== null && status !== 200))}"/>`,
      html`<path class="crosses lost" d="${crosses(placed(({ status }) => status === null))}"/>`,
    ];
  });
  return html`<figure><figcaption>${printCode(type)}</figcaption>${drawn}</figure>`;
}

function printTable(sums: readonly CallsOfType[]): Html {
  const rows = sums.map(({ type, calls, answered, p50Ms, p99Ms, slowestMs }) => {
    const figures = [p50Ms, p99Ms, slowestMs].map((figure) => html`<td>${latencyWords(figure)}</td>`);
    return html`<tr><th scope="row"><code>${typeWords(type)}</code></th><td>${calls}</td><td>${answered}</td>${figures}</tr>`;
  });
  const heads = ['content type', 'calls', 'answered with 200', 'p50', 'p99', 'slowest'];
  return html`<div class="wide" tabindex="0" role="group" aria-label="How long calls took"><table class="figures">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
