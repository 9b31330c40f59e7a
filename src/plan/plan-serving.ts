import type { PlannedFile, View } from '../model/file-plan.ts';
import { relPath } from '../model/file-tree.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { contractView } from './contract-view.ts';
import { pythonView } from './field-views.ts';
import { isFlask } from './framework-family.ts';
import { frameworkFilesOf } from './framework-files.ts';
import { entryHandlers, serverOf, usesCompat } from './plan-code.ts';
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
    ...planSamples(listing),
  ];
}

function startView(listing: ResolvedListing): View {
  return {
    quiet: quietLibraries(listing),
    usesCompat: usesCompat(listing),
    server: serverOf(listing),
    modelIsIn: listing.server ? 'your program' : listing.inference.language === 'python' ? 'Python' : null,
    entry: entryView(listing),
  };
}

function entryView(listing: ResolvedListing): View | null {
  const { entry } = listing.inference;
  if (entry === null) return null;
  const [file = '', ...folders] = entry.split('/').reverse();
  return {
    file,
    folder: ['', ...folders.reverse()].join('/'),
    handlers: `runtime.entry.${entryHandlers(listing)}`,
  };
}

function planContract(listing: ResolvedListing, generator: string): PlannedFile {
  return printed('serving', 'runtime/contract.ts', 'own', contractView(listing, generator));
}

function planPythonTypes(listing: ResolvedListing): readonly PlannedFile[] {
  const { input, output } = listing.fields;
  const hasModel = frameworkFilesOf(listing).python !== null && !isFlask(listing);
  if (listing.inference.entry !== null || !hasModel || input.length + output.length === 0) return [];
  const view = { input: input.map(pythonView), output: output.map(pythonView) };
  return [printed('python', 'runtime/fields.py', 'own', view)];
}

/** A sample that the seller never edited follows the fields. */
export function planSamples(listing: ResolvedListing): readonly PlannedFile[] {
  const { input, fields } = listing;
  const { takesTexts = false } = frameworkFilesOf(listing);
  const examples = fields.input.map(({ name, example }) => [name, example]);
  const any = takesTexts ? 'text' : 'any';
  const seed = `samples/${examples.length === 0 ? any : checksum(JSON.stringify(examples))}`;
  return input.map((type) => {
    const { path, bytes } = sampleFor(type, fields.input, takesTexts);
    return { path: relPath(path), mode: 0o644, policy: 'seed', content: { kind: 'bytes', bytes }, seed };
  });
}

/** Tells two texts apart. */
function checksum(text: string): string {
  let sum = 5381;
  for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, 33) ^ text.charCodeAt(at)) >>> 0;
  return sum.toString(16);
}
