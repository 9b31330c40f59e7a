import type { PlannedFile } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { frameworkFilesOf } from './framework-files.ts';
import { copied, printed } from './planned.ts';

/** The runner, what it checks a job with, how data is read, and what scripts made for SageMaker's toolkit look for. */
const runtimeFiles = [
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
];

/** What runs a script of the seller's as SageMaker's toolkit does. */
const scriptMode = [
  'training/host-names',
  'training/script',
  'training/script-command',
  'training/script-failure',
  'training/script-process',
];

const seededCode = ['scores', 'training/trainer'];

/** What runs as `train`: the entry point, the runner and the seller's training code. Only algorithms have it. */
export function planTraining(listing: ResolvedListing): readonly PlannedFile[] {
  if (!listing.training) return [];
  const { entry } = listing.training;
  const runner = [...runtimeFiles, ...(entry === null ? seededCode : scriptMode)];
  return [
    printed('training', 'bin/train', 'merge', { entry }, 0o755),
    ...runner.map((name) => copied(`runtime/${name}.ts`, 'own')),
    ...(entry === null ? planSeeds(listing) : []),
  ];
}

/** Training code to begin with, and what it is written with. A script of the seller's is his, and never written. */
function planSeeds(listing: ResolvedListing): readonly PlannedFile[] {
  const { seeds, training, python } = frameworkFilesOf(listing);
  return [
    ...training.map((name) => copied(`runtime/${name}`, 'own')),
    copied('src/training.ts', 'seed', `${seeds}/training.ts`),
    ...(python ? [copied('python/train.py', 'seed', `${python}/train.py`)] : []),
  ];
}
