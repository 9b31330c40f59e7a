import type { ExitCode } from '../exit-code.ts';
import { reportUsage } from '../report-usage.ts';
import type { Command, CommandCall } from './command.ts';
import { manyManifests, policyOption, sinceOption } from './many-manifests.ts';
import { quietOption } from './output-options.ts';

/** What AWS will check, on the seller's own machine. */
export const rehearseCommand: Command = {
  name: 'rehearse',
  summary:
    'Does to the listing what AWS will do: trains, serves, asks, transforms and stops it, and says what failed.',
  ...manyManifests,
  options: {
    'no-engine': { kind: 'flag', help: 'try the programs of the listing on this machine, without an image' },
    image: {
      kind: 'text',
      placeholder: '<name>',
      help: 'rehearse this image, wherever it was built, as the one of the listing',
    },
    jobs: {
      kind: 'text',
      placeholder: '<n>',
      help: 'so many listings at once [one for every two processors, and with --load one]',
    },
    load: {
      kind: 'flag',
      help: 'also find out how many calls a second the listing answers, and hold that for a while',
    },
    connections: {
      kind: 'text',
      placeholder: '<number>',
      help: 'with --load, the most connections that call at once [32]',
    },
    seconds: { kind: 'text', placeholder: '<number>', help: 'with --load, how long calls come [10]' },
    junit: { kind: 'text', placeholder: '<file.xml>', help: 'write what was seen as JUnit does, for CI' },
    report: {
      kind: 'text',
      placeholder: '<file.html>',
      help: 'write a page with the verdict, each check with its evidence, and what calls took',
    },
    json: { kind: 'flag', help: 'print what was seen as JSON' },
    ...sinceOption,
    ...policyOption,
    ...quietOption,
  },
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
  const { chosenManifests, placeOf } = await import('../chosen-manifests.ts');
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  const { loadPrepared } = await import('../load-prepared.ts');
  const { runRehearse } = await import('../rehearse/run-rehearse.ts');
  const asJson = call.flags.has('json');
  return runRehearse(loadPrepared(), { ...call, ...placeOf(call), manifests: manifests.value, asJson }, call);
}
