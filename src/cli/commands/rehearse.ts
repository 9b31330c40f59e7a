import { prepare } from '../../generate.ts';
import type { ExitCode } from '../../shell/exit-code.ts';
import { loadPackageData } from '../../shell/load-package-data.ts';
import { rehearseOptions } from '../../shell/rehearse/options.ts';
import { reportUsage } from '../../shell/report-usage.ts';
import type { Command, CommandCall } from '../command.ts';
import { chosenManifests, manyManifests, sinceOption } from '../many-manifests.ts';

/** Checks on the seller's machine what AWS will check. */
export const rehearseCommand: Command = {
  name: 'rehearse',
  summary:
    'Does to the listing what AWS will do: trains, serves, asks, transforms and stops it, and says what failed.',
  ...manyManifests,
  options: { ...rehearseOptions, ...sinceOption },
  examples: [
    'sagemaker-mkt rehearse',
    'sagemaker-mkt rehearse --no-engine',
    'sagemaker-mkt rehearse --image my-inference-image',
    'sagemaker-mkt rehearse --load --connections 64 --seconds 60',
    "sagemaker-mkt rehearse 'listings/**' --since origin/main --junit rehearsal.xml --report rehearsal.html",
  ],
  run: rehearse,
};

async function rehearse(call: CommandCall): Promise<ExitCode> {
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  // Loaded on demand, because the checks and the engine's library take time to load.
  const { runRehearse } = await import('../../shell/rehearse/run-rehearse.ts');
  const asJson = call.flags.has('json');
  return runRehearse(prepare(loadPackageData()), { ...call, manifests: manifests.value, asJson }, call);
}
