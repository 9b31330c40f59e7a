import type { PlannedFile } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { frameworkFilesOf } from './framework-files.ts';
import { copied, printed } from './planned.ts';

/** The runner, what it checks a job with, how data is read, and what scripts made for SageMaker's toolkit look for. */
const runtimeFiles = [
  'scores',
  'training',
  'training/channel-data',
  'training/channels',
  'training/failure',
  'training/hyperparameters',
  'training/job',
  'training/job-config',
  'training/run-training',
  'training/toolkit-values',
  'training/toolkit-variables',
  'training/trainer',
];

/** What runs as `train`: the entry point, the runner and the seller's training code. Only algorithms have it. */
export function planTraining(listing: ResolvedListing): readonly PlannedFile[] {
  if (!listing.training) return [];
  const { seeds, training, python } = frameworkFilesOf(listing);
  return [
    printed('training', 'bin/train', 'merge', {}, 0o755),
    ...runtimeFiles.map((name) => copied(`runtime/${name}.ts`, 'own')),
    ...training.map((name) => copied(`runtime/${name}`, 'own')),
    copied('src/training.ts', 'seed', `${seeds}/training.ts`),
    ...(python ? [copied('python/train.py', 'seed', `${python}/train.py`)] : []),
  ];
}
