import type { PlannedFile, View } from '../model/file-plan.ts';
import { relPath } from '../model/file-tree.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { contractView } from './contract-view.ts';
import { pythonView } from './field-views.ts';
import { isFlask } from './framework-family.ts';
import { frameworkFilesOf } from './framework-files.ts';
import { serverOf } from './plan-code.ts';
import { planFlask } from './plan-flask.ts';
import { planModel } from './plan-model.ts';
import { printed } from './planned.ts';
import { quietLibraries } from './quiet-libraries.ts';
import { sampleFor } from './sample-for.ts';

/** The start script of the server, its contract, the folder of its model, and the samples for tests. */
export function planServing(listing: ResolvedListing, generator: string): readonly PlannedFile[] {
  return [
    ...(isFlask(listing)
      ? planFlask(listing, generator)
      : [printed('serving', 'bin/serve', 'merge', startView(listing), 0o755)]),
    // With Flask, only training uses TypeScript.
    ...(isFlask(listing) && !listing.training ? [] : [planContract(listing, generator)]),
    ...planPythonTypes(listing),
    ...planModel(listing),
    ...listing.input.map((type): PlannedFile => {
      const { path, bytes } = sampleFor(type, listing.fields.input);
      return { path: relPath(path), mode: 0o644, policy: 'seed', content: { kind: 'bytes', bytes } };
    }),
  ];
}

function startView(listing: ResolvedListing): View {
  const drivesPython = listing.inference.language === 'python';
  return { quiet: quietLibraries(listing), server: serverOf(listing), drivesPython };
}

function planContract(listing: ResolvedListing, generator: string): PlannedFile {
  return printed('serving', 'runtime/contract.ts', 'own', contractView(listing, generator));
}

function planPythonTypes(listing: ResolvedListing): readonly PlannedFile[] {
  const { input, output } = listing.fields;
  const hasModel = frameworkFilesOf(listing).python !== null && !isFlask(listing);
  if (!hasModel || input.length + output.length === 0) return [];
  const view = { input: input.map(pythonView), output: output.map(pythonView) };
  return [printed('python', 'runtime/fields.py', 'own', view)];
}
