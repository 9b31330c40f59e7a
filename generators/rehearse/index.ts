import { chosenLoad } from '../../src/shell/rehearse/chosen-load.ts';
import { rehearseOptions } from '../../src/shell/rehearse/options.ts';
import { chosenReports } from '../../src/shell/rehearse/rehearsal-reports.ts';
import { reportUsage } from '../../src/shell/report-usage.ts';
import { publishingGenerator } from '../app/publishing-generator.ts';

/** `yo sagemaker-mkt:rehearse`: the same as `sagemaker-mkt rehearse`. */
export default publishingGenerator({
  name: 'rehearse',
  description: 'Does to the listing what AWS will do, and says what failed.',
  flags: rehearseOptions,
  run: async (prepared, call, flags, texts) => {
    const chosen = chosenLoad(flags, texts);
    if ('fault' in chosen) return reportUsage(call.terminal, chosen.fault);
    const { runRehearse } = await import('../../src/shell/rehearse/run-rehearse.ts');
    return runRehearse(prepared, {
      ...call,
      withoutEngine: flags.has('no-engine'),
      load: chosen.load,
      reports: chosenReports(texts),
    });
  },
});
