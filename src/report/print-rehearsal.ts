import {
  type CheckOutcome,
  countResults,
  outcomeOf,
  type Rehearsal,
  type Rehearsed,
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

/** In the form of all problems: what is wrong, why, and the fix. */
export function detailsOf({ check, seen }: Rehearsed, paint: Paint): readonly string[] {
  if (seen.verdict !== 'failed') return [];
  const mark = check.severity === 'error' ? paint('red', 'error') : paint('yellow', 'warning');
  return [
    `${mark}: ${seen.words} [${check.id}]`,
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

/** `ready: 31 checks passed, 4 not seen` or `not ready: 2 of 35 checks failed`. */
export function verdictOf({ results }: Pick<Rehearsal, 'results'>): string {
  const { passed, warned, failed, notSeen } = countResults(results);
  const more = [
    ...(warned > 0 ? [countInWords(warned, 'warning')] : []),
    ...(notSeen > 0 ? [`${notSeen} not seen`] : []),
  ];
  const words =
    failed > 0
      ? `not ready: ${failed} of ${countInWords(results.length, 'check')} failed`
      : `ready: ${countInWords(passed, 'check')} passed`;
  return [words, ...more].join(', ');
}
