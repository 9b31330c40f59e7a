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
  if (entry !== null) return scanScript(listing, entry, code);
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
  return scanScript(listing, entry, code);
}

/** A script finds modules beside it and in the folder of the listing. */
function scanScript({ inference }: ResolvedListing, entry: string, code: ImageCode): ScannedCode {
  const folder = entry.slice(0, Math.max(0, entry.lastIndexOf('/')));
  const scanned = scanPython({ entry, roots: [folder, ''] }, code);
  if (inference.entry === null) return scanned;
  return { ...scanned, packages: scanned.packages.filter(({ name }) => !standIns.has(name)) };
}

/** What the listing offers to scripts in place of SageMaker's own packages, as `sitecustomize.py` names it. */
const standIns = new Set([
  'sagemaker_containers',
  'sagemaker_inference',
  'sagemaker_training',

  'sagemaker_xgboost_container',
]);

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
