import type { PlannedFile } from '../model/file-plan.ts';
import { relPath } from '../model/file-tree.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { codecFiles } from './codec-files.ts';
import { contractView } from './contract-view.ts';
import { isFlask } from './framework-family.ts';
import { frameworkFilesOf } from './framework-files.ts';
import { planFlask } from './plan-flask.ts';
import { copied, printed } from './planned.ts';
import { sampleFor } from './sample-for.ts';

/** What answers `/ping` and `/invocations`: the entry point, the runtime, the seller's handler and its samples. */
export function planServing(listing: ResolvedListing): readonly PlannedFile[] {
  return [
    ...(isFlask(listing) ? planFlask(listing) : planNode(listing)),
    ...listing.input.map((type): PlannedFile => {
      const { path, bytes } = sampleFor(type);
      return { path: relPath(path), mode: 0o644, policy: 'seed', content: { kind: 'bytes', bytes } };
    }),
  ];
}

function planNode(listing: ResolvedListing): readonly PlannedFile[] {
  const { seeds, shared, serving, python } = frameworkFilesOf(listing);
  return [
    printed('serving', 'bin/serve', 'merge', {}, 0o755),
    printed('serving', 'runtime/contract.ts', 'own', contractView(listing)),
    ...runtimeFiles.map((name) => copied(`runtime/${name}.ts`, 'own')),
    ...[...codecFiles, ...serving].map((name) => copied(`runtime/${name}`, 'own')),
    ...['inference.ts', ...shared].map((name) => copied(`src/${name}`, 'seed', `${seeds}/${name}`)),
    ...(python ? [copied('python/model.py', 'seed', `${python}/model.py`)] : []),
    copied('test/contract.test.ts', 'own'),
  ];
}

const runtimeFiles = [
  'inference',
  'log',
  'serving/answer-call',
  'serving/batching',
  'serving/forward-call',
  'serving/frames',
  'serving/http-answers',
  'serving/limits',
  'serving/linked-process',
  'serving/media-types',
  'serving/open-call',
  'serving/plain-decimal',
  'serving/refusal',
  'serving/server',
  'serving/slots',
  'serving/worker',
  'serving/worker-pool',
  'serving/worker-process',
];
