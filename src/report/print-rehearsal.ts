import {
  type CheckOutcome,
  countHidden,
  countResults,
  objectorOf,
  outcomeOf,
  type Readiness,
  type Rehearsal,
  type Rehearsed,
  readinessOf,
  severityOf,
} from '../model/rehearsal.ts';
import { countInWords } from '../problem/phrasing.ts';
import type { Paint } from '../problem/print-problems.ts';
import { replaceHidden } from '../text/hidden-characters.ts';
import { printLoad } from './print-load.ts';
import { changeSentences } from './rehearsal-changes.ts';

/** The failed checks with evidence and fix, and the verdict. */
export function printFailures(rehearsal: Rehearsal, paint: Paint): string {
  const details = rehearsal.results.flatMap((result) => detailsOf(result, paint));
  return [...details, verdictOf(rehearsal), ''].join('\n');
}

/** A line for each check, the failed ones with evidence and fix, and a last line with the verdict. */
export function printRehearsal(rehearsal: Rehearsal, paint: Paint): string {
  const { results } = rehearsal;
  const width = Math.max(...results.map(({ check }) => check.id.length));
  const lines = results.map((result) => lineOf(result, width, paint));
  const details = results.flatMap((result) => detailsOf(result, paint));
  const head = `${rehearsal.listing}, ${rehearsal.ranAs}; ${secondsOf(rehearsal)} s`;
  const load = rehearsal.load ? printLoad(rehearsal.load, paint) : [];
  const changes = changesIn(rehearsal);
  return [head, '', ...lines, '', ...load, ...details, ...changes, verdictOf(rehearsal), ''].join('\n');
}

function changesIn({ since }: Rehearsal): readonly string[] {
  if (!since) return [];
  const { head, lines } = changeSentences(since);
  return [head, ...lines.map((line) => `  ${line}`), ''];
}

export function secondsOf({ milliseconds }: Rehearsal): string {
  return (milliseconds / 1000).toFixed(1);
}

function lineOf({ check, seen }: Rehearsed, width: number, paint: Paint): string {
  const outcome = outcomeOf({ check, seen });
  const words = seen.verdict === 'failed' && seen.evidence ? `${seen.words} (see below)` : seen.words;
  return `${paint(colours[outcome], outcomeWords[outcome].padEnd(8))} ${check.id.padEnd(width)}  ${words}`;
}

/** The names of the outcomes in all reports of a rehearsal. */
export const outcomeWords = {
  passed: 'passed',
  failed: 'failed',
  warned: 'warning',
  'not-seen': 'not seen',
} as const satisfies Readonly<Record<CheckOutcome, string>>;

const colours = { passed: 'green', failed: 'red', warned: 'yellow', 'not-seen': 'dim' } as const;

/** In the form of all problems: who objects to what, why, and the fix. */
export function detailsOf(result: Rehearsed, paint: Paint): readonly string[] {
  const { check, seen } = result;
  if (seen.verdict !== 'failed') return [];
  const severity = severityOf(result);
  const mark = paint(severity === 'error' ? 'red' : 'yellow', severity);
  return [
    `${mark}, ${objectorOf(result)}: ${seen.words} [${check.id}]`,
    ...(seen.evidence ?? []).map((line) => `    ${shortened(line)}`),
    `  rule: ${check.rule} (${check.source})`,
    `  fix: ${seen.fix}`,
    '',
  ];
}

/** A log line may be very long, or have its own colours; `--json` has all of it. */
function shortened(line: string): string {
  const plain = replaceHidden(line.replace(/\p{Cc}\[[\d;]*m/gu, ''));
  return plain.length > 240 ? `${plain.slice(0, 240)}…` : plain;
}

export const readinessWords: Readonly<Record<Readiness, string>> = {
  ready: 'ready',
  'ready-as-seen': 'ready as far as seen',
  'not-ready': 'not ready',
};

/**
 * `ready: 31 checks passed, 4 not seen`, `not ready: 2 of 35 checks failed`, or
 * `ready as far as seen: 22 of 35 checks, 9 need Docker, 4 others not seen`.
 */
export function verdictOf(rehearsal: Pick<Rehearsal, 'results' | 'stage'>): string {
  const { results } = rehearsal;
  const { passed, warned, failed, notSeen } = countResults(results);
  const all = countInWords(results.length, 'check');
  const readiness = readinessOf(rehearsal);
  const hidden = readiness === 'ready-as-seen' ? countHidden(rehearsal) : 0;
  const others = notSeen - hidden;
  const figures = {
    ready: `${countInWords(passed, 'check')} passed`,
    'ready-as-seen': `${passed} of ${all}, ${hidden} ${hidden === 1 ? 'needs' : 'need'} Docker`,
    'not-ready': `${failed} of ${all} failed`,
  };
  return [
    `${readinessWords[readiness]}: ${figures[readiness]}`,
    ...(warned > 0 ? [countInWords(warned, 'warning')] : []),
    ...(others > 0 ? [hidden > 0 ? `${countInWords(others, 'other')} not seen` : `${others} not seen`] : []),
  ].join(', ');
}
