import type { PlannedFile } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { isFlask } from './framework-family.ts';
import { frameworkFilesOf } from './framework-files.ts';
import { type ListingImports, withImports } from './listing-imports.ts';
import { copied } from './planned.ts';

/** The programs that a listing runs, the first version of the seller's code, and everything that they import. */
export function planCode(listing: ResolvedListing, imports: ListingImports): readonly PlannedFile[] {
  const programs = [...servingPrograms(listing), ...contractTypes(listing), ...trainingPrograms(listing)];
  return withImports(programs, imports).map(planSource);
}

/** Only a container has libraries of CUDA for older drivers. The portable Python always takes the driver's own. */
export function usesCompat({ gpu, base }: ResolvedListing): boolean {
  return gpu !== null && base.made.from === 'container';
}

const firstProcess = 'runtime/first-process.sh';

function servingPrograms(listing: ResolvedListing): readonly string[] {
  if (isFlask(listing))
    return ['flask/web_app_serve.py', 'runtime/wsgi/settings.py', 'test/test_contract.py'];
  if (listing.server) return [firstProcess, serverOf(listing), 'test/contract.test.ts'];
  const { seeds, python, streams, conversations } = frameworkFilesOf(listing);
  const { streaming, bidirectional, language, preload } = listing.inference;
  const isDriven = language === 'python';
  const handlers = bidirectional ? conversations : streaming ? streams : undefined;
  return [
    firstProcess,
    serverOf(listing),
    // Started by their paths.
    ...(listing.gpu ? ['runtime/gpu/see_gpu.py'] : []),
    ...compatPrograms(listing),
    ...(isDriven
      ? ['runtime/python/large-body-thread.ts']
      : ['runtime/serving/worker.ts', `${python ? seeds : (handlers ?? seeds)}/inference.ts`]),
    ...(python && !isDriven ? tablesForHandlers : []),
    ...(python
      ? [
          `runtime/python/${preload ? 'preload' : 'worker'}.py`,
          ...handlersInPython(listing, handlers ?? python),
        ]
      : []),
    ...(bidirectional && python ? ['runtime/python/conversations.py'] : []),
    ...(streaming && python ? ['runtime/streams.py'] : []),
    'test/contract.test.ts',
  ];
}

/** Handlers around Python may import these: no file of ours shows it. */
const tablesForHandlers = ['runtime/number-table.ts', 'runtime/record-batches.ts'];

function compatPrograms(listing: ResolvedListing): readonly string[] {
  return usesCompat(listing) ? ['runtime/gpu/cuda-compat.sh'] : [];
}

function handlersInPython(listing: ResolvedListing, seeds: string): readonly string[] {
  if (listing.inference.entry === null) return [`${seeds}/model.py`];
  return [`runtime/entry/${entryHandlers(listing)}.py`, 'runtime/entry/modules/sitecustomize.py'];
}

/** The module with the defaults of AWS's container for the framework, or else those of its toolkit. */
export function entryHandlers(listing: ResolvedListing): string {
  return frameworkFilesOf(listing).script?.module ?? 'for_python';
}

/** The program of bin/serve. */
export function serverOf({ inference, server }: ResolvedListing): string {
  const isDriven = inference.language === 'python';
  if (inference.bidirectional) {
    const kind = server ? 'program' : isDriven ? 'python' : 'typescript';
    return `runtime/conversation/serve-${kind}.ts`;
  }
  if (server) return 'runtime/program/server.ts';
  return isDriven ? 'runtime/python/server.ts' : 'runtime/serving/server.ts';
}

/** `runtime/contract.ts` imports its types from here. It is printed, so no file of ours shows its imports. */
function contractTypes(listing: ResolvedListing): readonly string[] {
  return isFlask(listing) && !listing.training ? [] : ['runtime/inference.ts'];
}

/** The seller's own training script is never written. */
function trainingPrograms(listing: ResolvedListing): readonly string[] {
  if (!listing.training) return [];
  const started = [firstProcess, ...compatPrograms(listing)];
  if (listing.training.entry !== null) return [...started, 'runtime/training/script.ts'];
  const { seeds, python, training } = frameworkFilesOf(listing);
  return [
    ...started,
    'runtime/training/trainer.ts',
    training ?? `${seeds}/training.ts`,
    ...(python && training === undefined ? ['runtime/training.py', `${python}/train.py`] : []),
  ];
}

/** Files from a framework's folder are written once; then they belong to the seller. */
function planSource(source: string): PlannedFile {
  const [, folder, name] = /^(src|python|flask)(?:-[^/]+)?\/(.+)$/.exec(source) ?? [];
  if (folder === undefined) return copied(source, 'own');
  return copied(folder === 'flask' ? `${name}` : `${folder}/${name}`, 'seed', source);
}
