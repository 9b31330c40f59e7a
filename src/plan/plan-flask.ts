import type { PlannedFile, View } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { codecFiles } from './codec-files.ts';
import { contractView, servingFacts, servingLimits } from './contract-view.ts';
import { copied, printed } from './planned.ts';
import { sampleFor } from './sample-for.ts';

/**
 * Serving as AWS's walk-through has it: `serve` and `web_app_serve.py` beside the manifest, and around the seller's Flask
 * app the parts of the runtime in Python. There is no Node in the image of a model package.
 */
export function planFlask(listing: ResolvedListing): readonly PlannedFile[] {
  return [
    printed('flask', 'serve', 'merge', {}, 0o755),
    copied('web_app_serve.py', 'seed', 'flask/web_app_serve.py'),
    printed('flask', 'runtime/contract.py', 'own', flaskContractView(listing)),
    copied('runtime/python/fault_words.py', 'own'),
    ...runtimeFiles.map((name) => copied(`runtime/wsgi/${name}.py`, 'own')),
    copied('test/test_contract.py', 'own'),
    ...(listing.training ? planTrainingContract(listing) : []),
  ];
}

/** What the runner of an algorithm's training imports; with the other frameworks, serving brings it along. */
function planTrainingContract(listing: ResolvedListing): readonly PlannedFile[] {
  return [
    printed('serving', 'runtime/contract.ts', 'own', contractView(listing)),
    ...sharedWithTraining.map((name) => copied(`runtime/${name}`, 'own')),
  ];
}

function flaskContractView(listing: ResolvedListing): View {
  return {
    ...servingFacts(listing),
    samples: listing.input.map((type) => ({ type: type.type, path: sampleFor(type).path })),
    limits: servingLimits(listing),
  };
}

const runtimeFiles = [
  'application',
  'body_text',
  'crew',
  'flask_app',
  'limits',
  'log_lines',
  'media_types',
  'model_thread',
  'paths',
  'plain_decimal',
  'refusal',
  'request_body',
  'settings',
  'worker',
];

const sharedWithTraining = [
  ...codecFiles,
  'inference.ts',
  'log.ts',
  'python/frames.py',
  'python/process.py',
  'python/python-link.ts',
  'serving/frames.ts',
  'serving/linked-process.ts',
];
