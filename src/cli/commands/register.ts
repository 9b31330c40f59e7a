import { prepare } from '../../generate.ts';
import type { ExitCode } from '../../shell/exit-code.ts';
import { loadPackageData } from '../../shell/load-package-data.ts';
import { registerOptions } from '../../shell/publish/options.ts';
import { reportUsage } from '../../shell/report-usage.ts';
import type { Command, CommandCall } from '../command.ts';
import { chosenManifests, manyManifests, sinceOption } from '../many-manifests.ts';

/** The same as `scripts/register.sh`, without the AWS CLI, and for many listings. */
export const registerCommand: Command = {
  name: 'register',
  summary: 'Creates the model package or algorithm in SageMaker, and waits until AWS has validated it.',
  ...manyManifests,
  options: { ...registerOptions, ...sinceOption },
  examples: [
    'sagemaker-mkt register',
    'sagemaker-mkt register --no-wait',
    'sagemaker-mkt register --recreate',
  ],
  run: register,
};

async function register(call: CommandCall): Promise<ExitCode> {
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  const { cwd, terminal, flags } = call;
  // Loaded on demand, because the AWS libraries take time to load.
  const { runRegister } = await import('../../shell/publish/run-register.ts');
  return runRegister(prepare(loadPackageData()), {
    manifests: manifests.value,
    cwd,
    terminal,
    asJson: flags.has('json'),
    dryRun: flags.has('dry-run'),
    waits: !flags.has('no-wait'),
    recreates: flags.has('recreate'),
  });
}
