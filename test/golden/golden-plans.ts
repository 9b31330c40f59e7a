import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainPaint } from '../../src/problem/print-problems.ts';
import { printPlan } from '../../src/report/print-changes.ts';
import { run, writeManifest } from '../support/listing-folder.ts';
import { baseTransitions, type Transition, transitions } from '../support/transitions.ts';

const folder = fileURLToPath(new URL('plans', import.meta.url));

/**
 * Name → what a run reports after an edit of the manifest. The bases differ in a few lines only, so they
 * share one file.
 */
export function currentPlans(): ReadonlyMap<string, string> {
  const bases = baseTransitions().map((transition) => `${transition.name}\n${planText(transition)}`);
  return new Map([
    ...transitions.map((transition) => [transition.name, planText(transition)] as const),
    ['bases', bases.join('\n')] as const,
  ]);
}

export function storedPlans(): ReadonlyMap<string, string> {
  const names = readdirSync(folder).map((name) => name.replace(/\.txt$/, ''));
  return new Map(names.map((name) => [name, readFileSync(join(folder, `${name}.txt`), 'utf8')]));
}

export function storePlans(plans: ReadonlyMap<string, string>): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  for (const [name, text] of plans) writeFileSync(join(folder, `${name}.txt`), text);
}

function planText({ from, to }: Transition): string {
  const listing = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-plan-'));
  try {
    writeManifest(listing, from);
    run(listing);
    writeManifest(listing, to);
    return printPlan(run(listing, { dryRun: true }), plainPaint);
  } finally {
    rmSync(listing, { recursive: true, force: true });
  }
}
