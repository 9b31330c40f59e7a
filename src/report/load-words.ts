import type { Load, LoadStep } from '../model/measurements.ts';
import { countInWords } from '../problem/phrasing.ts';
import { countOrDot } from './align-rows.ts';

/** `0.8 ms`, `12 ms`, `1.4 s`: the latency of calls, for tables. */
export function latencyWords(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}

/** `7.4`, `812`: calls a second. */
export function rateWords(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(1) : String(Math.round(perSecond));
}

/** The columns of the load table, in the terminal and in the page. */
export const loadColumns: readonly { readonly title: string; readonly cell: (step: LoadStep) => string }[] = [
  { title: 'connections', cell: ({ connections }) => String(connections) },
  { title: 'calls/s', cell: ({ perSecond }) => rateWords(perSecond) },
  { title: 'p50', cell: ({ p50Ms }) => latencyWords(p50Ms) },
  { title: 'p99', cell: ({ p99Ms }) => latencyWords(p99Ms) },
  { title: 'turned away', cell: ({ turnedAway }) => countOrDot(turnedAway) },
  { title: 'errors', cell: ({ errors }) => countOrDot(errors) },
  {
    title: 'memory',
    cell: ({ memoryBytes }) => (memoryBytes === null ? '?' : `${Math.round(memoryBytes / 1e6)} MB`),
  },
];

function pointWords({ steps, saturation, isSaturated }: Load): string {
  const last = steps.at(-1);
  const tried = countInWords(last?.connections ?? 0, 'connection');
  if (last && last.errors > 0) return `calls of ${tried} failed, so no more was tried`;
  if (last && last.turnedAway > 0) return `calls of ${tried} were turned away, so no more was tried`;
  const connections = countInWords(saturation, 'connection');
  if (isSaturated) return `more than ${connections} brought no more calls a second`;
  return `it still grew at ${connections}: --connections tries more`;
}

/** All steps, and the time at the saturation point if there was one. */
export function loadRows({ steps, soak }: Load): readonly LoadStep[] {
  return soak ? [...steps, soak] : steps;
}

/** A summary of the figures, and their limits. */
export function loadSentences(load: Load): readonly string[] {
  const held = load.soak && `; the last row is ${(load.soak.milliseconds / 1000).toFixed(1)} s at that point`;
  return [
    `${pointWords(load)}${held ?? ''}`,
    'the callers ran on the same machine and took a part of it, so compare runs here, not with an endpoint',
  ];
}
