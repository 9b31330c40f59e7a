import type { Prepared } from '../generate.ts';
import { chosenManifests, placeOf } from './chosen-manifests.ts';
import type { CommandCall } from './commands/command.ts';
import type { ExitCode } from './exit-code.ts';
import { generateListings } from './generate-listings.ts';
import { reportUsage } from './report-usage.ts';

/** Renders the listings of a call. */
export async function runGenerate(prepared: Prepared, call: CommandCall): Promise<ExitCode> {
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  const { terminal, flags, texts } = call;
  return generateListings(prepared, manifests.value, {
    ...placeOf(call),
    terminal,
    dryRun: flags.has('dry-run'),
    asJson: flags.has('json'),
    restore: pathsToRestore(call),
    adopts: flags.has('adopt'),
    page: texts.get('report'),
  });
}

export function pathsToRestore({ texts }: CommandCall): string[] {
  const paths = (texts.get('restore') ?? '').split(',').map((path) => path.trim());
  return paths.filter((path) => path !== '');
}
