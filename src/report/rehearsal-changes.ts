import {
  type CheckOutcome,
  type FigureChange,
  type KeptRehearsal,
  type LoadChange,
  outcomeOf,
  type Rehearsal,
  type RehearsalChanges,
} from '../model/rehearsal.ts';
import { countInWords } from '../problem/phrasing.ts';
import { latencyWords, rateWords } from './load-words.ts';

/** The differences between a rehearsal and the one before. */
export function changesSince(before: KeptRehearsal, rehearsal: Rehearsal): RehearsalChanges {
  const { stage, results, measurements } = rehearsal;
  const ranAlike = before.stage === stage;
  const checks = results.flatMap((result) => {
    const { id } = result.check;
    const was = Object.hasOwn(before.checks, id) ? before.checks[id] : undefined;
    const is = outcomeOf(result);
    // Containers and programs show different things, so such a difference is not from the listing.
    const isComparable = ranAlike || (was !== 'not-seen' && is !== 'not-seen');
    return was && was !== is && isComparable ? [{ id, was, is }] : [];
  });
  const { readyMs } = measurements.readiness;
  const hasReady = ranAlike && before.readyMs !== null && readyMs !== null;
  return {
    date: before.date,
    ranAlike,
    checks,
    ready: hasReady ? { was: before.readyMs, is: readyMs } : null,
    load: loadChange(before, rehearsal),
  };
}

function loadChange({ load: was }: KeptRehearsal, { stage, load }: Rehearsal): LoadChange | null {
  const soak = load?.soak;
  if (!was || !soak || was.stage !== stage) return null;
  return {
    date: was.date,
    connections: { was: was.connections, is: soak.connections },
    perSecond: { was: was.perSecond, is: soak.perSecond },
    p50Ms: { was: was.p50Ms, is: soak.p50Ms },
    p99Ms: { was: was.p99Ms, is: soak.p99Ms },
  };
}

/** One sentence for each change, below a line with the date of the rehearsal before. */
export function changeSentences(changes: RehearsalChanges): {
  readonly head: string;
  readonly lines: string[];
} {
  const { date, ranAlike, checks, ready, load } = changes;
  const said = checks.length === 0 ? ', no check changed' : '';
  const place = ranAlike
    ? ''
    : ' (it ran elsewhere: in containers or as programs, so figures are not compared)';
  return {
    head: `since ${dayOf(date)}${said}${place}`,
    lines: [
      ...checks.map(({ id, was, is }) => `${id} ${nowWords[is]}; it ${thenWords[was]}`),
      ...(ready ? [`ready after ${latencyWords(ready.is)}: ${ratioWords(ready, date)}`] : []),
      ...(load ? [loadSentence(load)] : []),
    ],
  };
}

function loadSentence({ date, connections, perSecond, p50Ms, p99Ms }: LoadChange): string {
  const throughput = `${rateWords(perSecond.is)} calls/s: ${ratioWords(perSecond, date)}`;
  if (connections.was !== connections.is)
    return `${throughput}, from ${countInWords(connections.is, 'connection')}; then from ${connections.was}`;
  const times = [
    `p50 ${latencyWords(p50Ms.is)}, ${ratioOf(p50Ms)}`,
    `p99 ${latencyWords(p99Ms.is)}, ${ratioOf(p99Ms)}`,
  ];
  return [throughput, ...times].join('; ');
}

const nowWords: Readonly<Record<CheckOutcome, string>> = {
  passed: 'passes now',
  failed: 'fails now',
  warned: 'warns now',
  'not-seen': 'is not seen now',
};

const thenWords: Readonly<Record<CheckOutcome, string>> = {
  passed: 'passed',
  failed: 'failed',
  warned: 'warned',
  'not-seen': 'was not seen',
};

function ratioWords(figures: FigureChange, date: string): string {
  return `${ratioOf(figures)} of ${dayOf(date)}'s`;
}

/** `1.3 x`. */
function ratioOf({ was, is }: FigureChange): string {
  return was > 0 ? `${(is / was).toFixed(is / was < 0.1 ? 2 : 1)} x` : 'nothing';
}

export function dayOf(date: string): string {
  return date.slice(0, 10);
}
