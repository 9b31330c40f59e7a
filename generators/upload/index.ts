import { uploadOptions } from '../../src/shell/publish/options.ts';
import { publishingEndings } from '../app/endings.ts';
import { listingsGenerator } from '../app/listings-generator.ts';

/** `yo sagemaker-mkt:upload`: the same as `sagemaker-mkt upload`. */
export default listingsGenerator({
  name: 'upload',
  description:
    'Pushes the images to Amazon ECR, waits for their scan, and stores the model in S3. --dry-run says what would be done, and asks nobody.',
  options: uploadOptions,
  endings: publishingEndings,
  run: async (prepared, call, { flags }) => {
    const { runUpload } = await import('../../src/shell/publish/run-upload.ts');
    return runUpload(prepared, {
      ...call,
      dryRun: flags.has('dry-run'),
      movesTag: flags.has('move-tag'),
    });
  },
});
