import type { Command } from '../../shell/commands/command.ts';
import { manyManifests, policyOption, sinceOption } from '../../shell/commands/many-manifests.ts';

/** Prints the listings that CI has to check, in a form that a script can capture. */
export const matrixCommand: Command = {
  name: 'matrix',
  summary: 'Prints the changed listings as a CI matrix, with one job for each listing or for several.',
  ...manyManifests,
  options: {
    ...sinceOption,
    ...policyOption,
    format: {
      kind: 'text',
      placeholder: '<github|codebuild|lines|images>',
      values: ['github', 'codebuild', 'lines', 'images'],
      help: 'which CI it is for; or the names of folders or images, one per line [github]',
    },
    shards: {
      kind: 'text',
      placeholder: '<most>',
      help: 'maximum number of jobs; with more listings, a job gets several [256, codebuild 100]',
    },
    shard: { kind: 'text', placeholder: '<n>', help: 'only the job with this number, counted from 1' },
  },
  examples: [
    'sagemaker-mkt matrix --since origin/main',
    "sagemaker-mkt matrix 'listings/**' --since origin/main --format codebuild",
    'sagemaker-mkt matrix --format lines --shards 8 --shard 3',
  ],
  run: async (call) => (await import('../run-matrix.ts')).runMatrix(call),
};
