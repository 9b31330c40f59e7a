import { dirname, resolve } from 'node:path';
import { type Prepared, renderListing } from '../../generate.ts';
import { countResults, type Rehearsal } from '../../model/rehearsal.ts';
import { problemValues } from '../../problem/problems-as-json.ts';
import { printRehearsal, verdictOf } from '../../report/print-rehearsal.ts';
import { type ExitCode, exitCodeFor, exitCodes } from '../exit-code.ts';
import { loadManifest } from '../load-manifest.ts';
import { narratorFor } from '../narrator.ts';
import { Refusal } from '../refusal.ts';
import { reportFailure } from '../report-failure.ts';
import { reportProblems } from '../report-problems.ts';
import type { Terminal } from '../terminal.ts';
import { rehearseListing } from './rehearse-listing.ts';

export interface RehearseCall {
  readonly manifests: readonly string[];
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly asJson: boolean;
  readonly withoutEngine: boolean;
}

interface Outcome {
  readonly code: ExitCode;
  readonly values: object;
}

const worst = [exitCodes.ourBug, exitCodes.inputHasErrors, exitCodes.gateFailed];

/** One listing after the other: each takes the whole machine to be measured. */
export async function runRehearse(prepared: Prepared, call: RehearseCall): Promise<ExitCode> {
  const outcomes: Outcome[] = [];
  for (const path of call.manifests) outcomes.push(await rehearseOne(prepared, path, call));
  const listings = outcomes.map(({ values }) => values);
  if (call.asJson)
    call.terminal.out(`${JSON.stringify({ generator: prepared.version, listings }, null, 2)}\n`);
  const codes = outcomes.map(({ code }) => code);
  return worst.find((code) => codes.includes(code)) ?? exitCodes.done;
}

async function rehearseOne(prepared: Prepared, path: string, call: RehearseCall): Promise<Outcome> {
  const { cwd, terminal, asJson, withoutEngine } = call;
  const { entry: manifest, files } = loadManifest(path, cwd);
  const { listing, problems } = renderListing(prepared, manifest, files);
  if (problems.length > 0) reportProblems(terminal, problems, '1 manifest');
  const told = { manifest, problems: problemValues(problems) };
  if (!listing) return { code: exitCodeFor(problems), values: { ...told, status: 'refused' } };
  const narrator = narratorFor(terminal);
  try {
    const folder = dirname(resolve(cwd, path));
    const rehearsal = await rehearseListing({
      listing,
      folder,
      withoutEngine,
      say: narrator.say,
      onResult: ({ check }) => narrator.still(`${manifest}: ${check.phase}, ${check.id}`),
    });
    narrator.still('');
    if (!asJson) terminal.out(printRehearsal(rehearsal, terminal.paintOut));
    const isReady = countResults(rehearsal.results).failed === 0;
    const code = isReady ? exitCodes.done : exitCodes.gateFailed;
    const status = isReady ? 'ready' : 'not-ready';
    return { code, values: { ...told, status, ...valuesOf(rehearsal) } };
  } catch (error) {
    return { code: refused(terminal, error), values: { ...told, status: 'refused' } };
  }
}

function refused(terminal: Terminal, error: unknown): ExitCode {
  if (!(error instanceof Refusal)) return reportFailure(terminal, error);
  const { message, fix, said } = error;
  terminal.err(`error: ${message}\n  fix: ${fix}\n${said ? `  said: ${said}\n` : ''}`);
  return exitCodes.gateFailed;
}

function valuesOf(rehearsal: Rehearsal): object {
  const { listing, ranAs, milliseconds, results } = rehearsal;
  const checks = results.map(({ check, seen, milliseconds: spent }) => ({
    ...check,
    ...seen,
    milliseconds: spent,
  }));
  const verdict = verdictOf(rehearsal);
  return { product: listing, ranAs, milliseconds, verdict, count: countResults(results), checks };
}
