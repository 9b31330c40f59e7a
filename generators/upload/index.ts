import { uploadOptions } from '../../src/shell/publish/options.ts';
import { publishingGenerator } from '../app/publishing-generator.ts';

/** `yo sagemaker-mkt:upload`: the same as `sagemaker-mkt upload`. */
export default publishingGenerator({
  name: 'upload',
  description:
    'Pushes the images to Amazon ECR, waits for their scan, and stores the model in S3. --dry-run says what would be done, and asks nobody.',
  flags: uploadOptions,
  run: async (prepared, call, flags) => {
    const { runUpload } = await import('../../src/shell/publish/run-upload.ts');
    return runUpload(prepared, {
      ...call,
      dryRun: flags.has('dry-run'),
      movesTag: flags.has('move-tag'),
    });
  },
});
