import type { ExitCode } from '../exit-code.ts';
import { reportUsage } from '../report-usage.ts';
import type { Command, CommandCall } from './command.ts';
import { imageOptions } from './image-options.ts';
import { manyManifests, policyOption, sinceOption, traceOption } from './many-manifests.ts';

/** The same as `scripts/upload.sh`, without the AWS CLI, and for many listings. */
export const uploadCommand: Command = {
  name: 'upload',
  summary:
    'Pushes the images to Amazon ECR, waits for the scan, and stops if it finds vulnerabilities. Stores the model in S3.',
  ...manyManifests,
  options: {
    'dry-run': { kind: 'flag', help: 'print what would be done, and call neither AWS nor the engine' },
    ...imageOptions('push'),
    'move-tag': { kind: 'flag', help: 'let the release point to another image or model than before' },
    json: { kind: 'flag', help: 'print what was done as JSON' },
    ...traceOption,
    ...sinceOption,
    ...policyOption,
  },
  examples: [
    'sagemaker-mkt upload',
    'sagemaker-mkt upload --dry-run',
    'sagemaker-mkt upload --image my-inference-image:7',
    "sagemaker-mkt upload 'listings/**' --json",
  ],
  run: upload,
};

async function upload(call: CommandCall): Promise<ExitCode> {
  const { chosenManifests, placeOf } = await import('../chosen-manifests.ts');
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  const { terminal, flags } = call;
  const { chosenImages } = await import('../chosen-images.ts');
  const images = chosenImages(call, manifests.value.length);
  if (!images.ok) return reportUsage(terminal, images.reason);
  const { loadPrepared } = await import('../load-prepared.ts');
  const { runUpload } = await import('../publish/run-upload.ts');
  const { traced } = await import('../trace.ts');
  return traced({ ...call, command: 'upload', file: call.texts.get('trace') }, (watched) =>
    runUpload(loadPrepared(), {
      manifests: manifests.value,
      ...placeOf(call),
      terminal: watched,
      asJson: flags.has('json'),
      dryRun: flags.has('dry-run'),
      movesTag: flags.has('move-tag'),
      images: images.value,
    }),
  );
}
