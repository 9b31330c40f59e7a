import type { ExitCode } from '../exit-code.ts';
import { reportUsage } from '../report-usage.ts';
import type { Command, CommandCall } from './command.ts';
import { manyManifests, policyOption, sinceOption, traceOption } from './many-manifests.ts';

/** The same as `scripts/register.sh`, without the AWS CLI, and for many listings. */
export const registerCommand: Command = {
  name: 'register',
  summary: 'Creates the model package or algorithm in SageMaker, and waits until AWS has validated it.',
  ...manyManifests,
  options: {
    'dry-run': { kind: 'flag', help: 'print what would be done, and call neither AWS nor the engine' },
    'no-wait': { kind: 'flag', help: 'end as soon as AWS has started the validation' },
    recreate: { kind: 'flag', help: 'delete one whose validation failed, and create it again' },
    json: { kind: 'flag', help: 'print what was done as JSON' },
    ...traceOption,
    ...sinceOption,
    ...policyOption,
  },
  examples: [
    'sagemaker-mkt register',
    'sagemaker-mkt register --no-wait',
    'sagemaker-mkt register --recreate',
  ],
  run: register,
};

async function register(call: CommandCall): Promise<ExitCode> {
  const { chosenManifests, placeOf } = await import('../chosen-manifests.ts');
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  const { flags } = call;
  const { loadPrepared } = await import('../load-prepared.ts');
  const { runRegister } = await import('../publish/run-register.ts');
  const { traced } = await import('../trace.ts');
  return traced({ ...call, command: 'register', file: call.texts.get('trace') }, (watched) =>
    runRegister(loadPrepared(), {
      manifests: manifests.value,
      ...placeOf(call),
      terminal: watched,
      asJson: flags.has('json'),
      dryRun: flags.has('dry-run'),
      waits: !flags.has('no-wait'),
      recreates: flags.has('recreate'),
    }),
  );
}
