import type { PingSpan, Readiness } from '../model/measurements.ts';
import { countWithNoun } from './fleet-words.ts';
import { type Html, html } from './html.ts';
import { latencyWords } from './load-words.ts';
import { linearAxis } from './plot.ts';

const width = 360;
const top = 16;
const bar = 18;

/** The answers to pings from the start of the server to its first 200, as a drawing and in words. */
export function printReadiness({ spans, readyMs }: Readiness): Html {
  const last = spans.at(-1);
  if (!last) return html`<p class="quiet">No ping was sent, because the server did not start.</p>`;
  const axis = linearAxis(last.toMs / 1000, (value) => `${Number(value.toFixed(3))} s`);
  const place = (milliseconds: number) => Math.round(8 + ((width - 40) * (milliseconds / 1000)) / axis.to);
  const bars = spans.map((span, index) => {
    const from = place(index === 0 ? 0 : span.fromMs);
    const to = Math.max(from + 3, place(spans[index + 1]?.fromMs ?? span.toMs));
    return html`<rect class="${kindOf(span)}" x="${from}" y="${top}" width="${to - from}" height="${bar}"/>`;
  });
  const ticks = axis.ticks.map(
    ({ value, label }) =>
      html`<path class="grid" d="M${place(value * 1000)} ${top + bar}v4"/><text x="${place(value * 1000)}" y="${top + bar + 16}" text-anchor="middle">${label}</text>`,
  );
  const ready =
    readyMs === null ? null : html`<path class="ready" d="M${place(readyMs)} 4v${top + bar - 2}"/>`;
  const label = readyMs === null ? 'never ready' : `ready after ${latencyWords(readyMs)}`;
  return html`<svg class="timeline" role="img" aria-label="Pings since the start: ${label}" viewBox="0 0 ${width} ${top + bar + 22}">${bars}${ticks}${ready}</svg>
<ol class="spans">${spans.map(printSpan)}</ol>`;
}

function printSpan(span: PingSpan): Html {
  const { fromMs, toMs, said, pings } = span;
  return html`<li><span class="swatch ${kindOf(span)}"></span> ${latencyWords(fromMs)} to ${latencyWords(toMs)}: ${said}, ${countWithNoun(pings, 'ping')}</li>`;
}

/** A starting server refuses connections, a loading one answers another status, and a hanging one does not answer. */
function kindOf({ said }: PingSpan): 'refused' | 'loading' | 'answered' | 'hanging' {
  if (said === '200') return 'answered';
  if (/^\d+$/.test(said)) return 'loading';
  return said.startsWith('no answer') ? 'hanging' : 'refused';
}
