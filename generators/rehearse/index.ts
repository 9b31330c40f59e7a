import { rehearseOptions } from '../../src/shell/rehearse/options.ts';
import { rehearsalEndings } from '../app/endings.ts';
import { listingsGenerator } from '../app/listings-generator.ts';

/** `yo sagemaker-mkt:rehearse`: the same as `sagemaker-mkt rehearse`. */
export default listingsGenerator({
  name: 'rehearse',
  description: 'Does to the listing what AWS will do, and says what failed.',
  options: rehearseOptions,
  endings: rehearsalEndings,
  run: async (prepared, call, chosen) => {
    const { runRehearse } = await import('../../src/shell/rehearse/run-rehearse.ts');
    return runRehearse(prepared, call, chosen);
  },
});
