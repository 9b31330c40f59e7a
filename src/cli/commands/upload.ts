import { prepare } from '../../generate.ts';
import type { ExitCode } from '../../shell/exit-code.ts';
import { loadPackageData } from '../../shell/load-package-data.ts';
import { uploadOptions } from '../../shell/publish/options.ts';
import { reportUsage } from '../../shell/report-usage.ts';
import type { Command, CommandCall } from '../command.ts';
import { chosenManifests, manyManifests, sinceOption } from '../many-manifests.ts';

/** The same as `scripts/upload.sh`, without the AWS CLI, and for many listings. */
export const uploadCommand: Command = {
  name: 'upload',
  summary:
    'Pushes the images to Amazon ECR, waits for their scan, and refuses findings; stores the model in S3.',
  ...manyManifests,
  options: { ...uploadOptions, ...sinceOption },
  examples: [
    'sagemaker-mkt upload',
    'sagemaker-mkt upload --dry-run',
    "sagemaker-mkt upload 'listings/**' --json",
  ],
  run: upload,
};

async function upload(call: CommandCall): Promise<ExitCode> {
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  const { cwd, terminal, flags } = call;
  // Loaded on demand, because the AWS libraries take time to load.
  const { runUpload } = await import('../../shell/publish/run-upload.ts');
  return runUpload(prepare(loadPackageData()), {
    manifests: manifests.value,
    cwd,
    terminal,
    asJson: flags.has('json'),
    dryRun: flags.has('dry-run'),
    movesTag: flags.has('move-tag'),
  });
}
