import type { ResolvedListing } from '../model/resolved-listing.ts';
import { scriptKind } from '../model/script-kind.ts';
import { type ImageCode, joined, type ScannedCode } from './image-code.ts';
import { programFile } from './program-file.ts';
import { scanPython } from './python-code.ts';
import { scanTypescript } from './typescript-code.ts';

/** The seller's code in the image that serves: what it imports, directly and through other files of the image. */
export function scanServing(
  listing: ResolvedListing,
  code: ImageCode,
  isBuiltin: (module: string) => boolean,
): ScannedCode {
  if (listing.framework.framework.family === 'flask')
    return scanPython({ entry: 'web_app_serve.py', roots: [''] }, code);
  if (listing.server) return scanProgram(listing.server.command, code);
  const { entry } = listing.inference;
  if (entry !== null) return scanPython({ entry, roots: rootsOf(listing, entry) }, code);
  return scanBoth('inference.ts', 'model.py', code, isBuiltin);
}

/** A server of the seller, as far as its command names its code. It starts in the folder of the listing. */
function scanProgram(command: readonly string[], code: ImageCode): ScannedCode {
  const entry = programFile(command, (path) => code.files.has(path));
  if (entry === undefined) return joined([]);
  return scanPython(
    { entry, roots: [...new Set([entry.slice(0, Math.max(0, entry.lastIndexOf('/'))), ''])] },
    code,
  );
}

/** The same of the image that trains. */
export function scanTraining(
  listing: ResolvedListing,
  code: ImageCode,
  isBuiltin: (module: string) => boolean,
): ScannedCode {
  const entry = listing.training?.entry ?? null;
  if (entry === null) return scanBoth('training.ts', 'train.py', code, isBuiltin);
  // What a shell script starts is not followed.
  if (scriptKind(entry, code.read(code.files.get(entry) ?? entry) ?? '') !== 'python') return joined([]);
  return scanPython({ entry, roots: rootsOf(listing, entry) }, code);
}

/** Where a script's modules are. */
function rootsOf({ inference }: ResolvedListing, entry: string): readonly string[] {
  const folder = entry.slice(0, Math.max(0, entry.lastIndexOf('/')));
  return [folder, '', ...(inference.entry === null ? [] : ['runtime/entry/modules'])];
}

function scanBoth(
  typescript: string,
  python: string,
  code: ImageCode,
  isBuiltin: (module: string) => boolean,
): ScannedCode {
  return joined([
    scanTypescript(`src/${typescript}`, code, isBuiltin),
    scanPython({ entry: `python/${python}`, roots: ['python', ''] }, code),
  ]);
}
