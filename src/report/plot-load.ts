import type { Load, LoadStep } from '../model/measurements.ts';
import { firstUp } from '../text/first-up.ts';
import { type Html, html } from './html.ts';
import { latencyWords, loadColumns, loadRows, loadSentences } from './load-words.ts';
import { type Axis, line, linearAxis, logarithmicAxis, plot } from './plot.ts';

/** Throughput and latency over the number of connections, with their table and their limits. */
export function printLoadPlots(load: Load): Html {
  const { steps, saturation } = load;
  const connections = steps.map((step) => step.connections);
  const x: Axis = {
    from: connections[0] ?? 1,
    to: Math.max(2, connections.at(-1) ?? 2),
    isLogarithmic: true,
    ticks: connections.map((value) => ({ value, label: String(value) })),
  };
  const rate = linearAxis(Math.max(...steps.map(({ perSecond }) => perSecond)), String);
  const latency = logarithmicAxis(
    steps.flatMap(({ p50Ms, p99Ms }) => [p50Ms, p99Ms]),
    (value) => (value < 1 ? `${value} ms` : latencyWords(value).replace('.0', '')),
  );
  const along = (of: (step: LoadStep) => number, place: Parameters<Parameters<typeof plot>[2]>[0]) =>
    steps.map((step) => place({ x: step.connections, y: of(step) }));
  const most = `at ${saturation} connections`;
  const throughput = plot(`Calls a second over connections, saturated ${most}`, { x, y: rate }, (place) => [
    html`<path class="point" d="M${place({ x: saturation, y: 0 }).x} 14v152"/>`,
    line(
      along(({ perSecond }) => perSecond, place),
      'answered',
    ),
  ]);
  const times = plot(
    'p50 and p99 over connections; the table below has the figures',
    { x, y: latency },
    (place) => [
      html`<path class="point" d="M${place({ x: saturation, y: 0 }).x} 14v152"/>`,
      line(
        along(({ p50Ms }) => p50Ms, place),
        'answered',
      ),
      line(
        along(({ p99Ms }) => p99Ms, place),
        'otherwise',
      ),
    ],
  );
  return html`<div class="plots"><figure><figcaption>Calls a second</figcaption>${throughput}</figure>
<figure><figcaption>How long a call took: <span class="key-answered">● p50</span> <span class="key-otherwise">● p99</span></figcaption>${times}</figure></div>
<p class="legend">Across: how many connections called at once. The dashed line is the saturation point. Half of the calls took p50 or less, and 99 of 100 took p99 or less.</p>
${printTable(load)}
${loadSentences(load).map((words) => html`<p class="quiet">${firstUp(words)}.</p>`)}`;
}

function printTable(load: Load): Html {
  const rows = loadRows(load).map((step) => {
    const [head, ...cells] = loadColumns.map(({ cell }) => cell(step));
    return html`<tr><th scope="row">${head ?? ''}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
  });
  return html`<div class="wide" tabindex="0" role="group" aria-label="Load"><table class="figures">
<thead><tr>${loadColumns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
