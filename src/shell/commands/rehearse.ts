import type { ExitCode } from '../exit-code.ts';
import { reportUsage } from '../report-usage.ts';
import type { Command, CommandCall } from './command.ts';
import { imageOptions } from './image-options.ts';
import { manyManifests, policyOption, sinceOption } from './many-manifests.ts';
import { quietOption } from './output-options.ts';

/** What AWS will check, on the seller's own machine. */
export const rehearseCommand: Command = {
  name: 'rehearse',
  summary:
    'Tests a listing as AWS will: trains, serves, calls, transforms and stops it, and reports what failed.',
  ...manyManifests,
  options: {
    'no-engine': { kind: 'flag', help: 'try the programs of the listing on this machine, without an image' },
    strict: {
      kind: 'flag',
      help: 'end with 4 also where checks that need Docker were not seen',
    },
    record: {
      kind: 'flag',
      help: 'write the answers to the samples beside them, as the ones to expect, and into buyer/, and show what changes',
    },
    against: {
      kind: 'text',
      placeholder: '<release>',
      help: 'compare the answers with those of a release that was rehearsed here',
    },
    ...imageOptions('rehearse'),
    env: {
      kind: 'text',
      placeholder: '<names>',
      help: 'variables of yours that the listing’s programs get too, with commas; keys and tokens stay out otherwise',
    },
    jobs: {
      kind: 'text',
      placeholder: '<n>',
      help: 'how many listings at once [one per two processors; with --load, one]',
    },
    load: {
      kind: 'flag',
      help: 'also measure how many calls per second the listing answers, and keep that load for a while',
    },
    connections: {
      kind: 'text',
      placeholder: '<number>',
      help: 'with --load, the maximum number of connections [32]',
    },
    seconds: {
      kind: 'text',
      placeholder: '<number>',
      help: 'with --load, for how many seconds the load is kept [10]',
    },
    junit: { kind: 'text', placeholder: '<file.xml>', help: 'write the results as JUnit XML, for CI' },
    report: {
      kind: 'text',
      placeholder: '<file.html>',
      help: 'write a page with the verdict, every check with its evidence, and the times of the calls',
    },
    json: { kind: 'flag', help: 'print the results as JSON' },
    ...sinceOption,
    ...policyOption,
    ...quietOption,
  },
  examples: [
    'sagemaker-mkt rehearse',
    'sagemaker-mkt rehearse --no-engine',
    'sagemaker-mkt rehearse --record',
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
