import type { Command } from '../../shell/commands/command.ts';
import { manyManifests, policyOption, sinceOption } from '../../shell/commands/many-manifests.ts';

/** Prints the listings that CI has to check, in a form that a script can capture. */
export const matrixCommand: Command = {
  name: 'matrix',
  summary: 'Prints the listings that changed as a CI matrix: a job for each, or for several.',
  ...manyManifests,
  options: {
    ...sinceOption,
    ...policyOption,
    format: {
      kind: 'text',
      placeholder: '<github|codebuild|lines>',
      values: ['github', 'codebuild', 'lines'],
      help: 'for whom it is printed [github]',
    },
    shards: {
      kind: 'text',
      placeholder: '<most>',
      help: 'at most so many jobs; where listings are more, a job gets several [256, codebuild 100]',
    },
    shard: { kind: 'text', placeholder: '<n>', help: 'only the job of this number, counted from 1' },
  },
  examples: [
    'sagemaker-mkt matrix --since origin/main',
    "sagemaker-mkt matrix 'listings/**' --since origin/main --format codebuild",
    'sagemaker-mkt matrix --format lines --shards 8 --shard 3',
  ],
  run: async (call) => (await import('../run-matrix.ts')).runMatrix(call),
};
