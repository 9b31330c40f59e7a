import { registerOptions } from '../../src/shell/publish/options.ts';
import { publishingEndings } from '../app/endings.ts';
import { listingsGenerator } from '../app/listings-generator.ts';

/** `yo sagemaker-mkt:register`: the same as `sagemaker-mkt register`. */
export default listingsGenerator({
  name: 'register',
  description:
    'Creates the model package or algorithm in SageMaker, and waits until AWS has validated it. --dry-run says what would be done, and asks nobody.',
  options: registerOptions,
  endings: publishingEndings,
  run: async (prepared, call, { flags }) => {
    const { runRegister } = await import('../../src/shell/publish/run-register.ts');
    return runRegister(prepared, {
      ...call,
      dryRun: flags.has('dry-run'),
      waits: !flags.has('no-wait'),
      recreates: flags.has('recreate'),
    });
  },
});
