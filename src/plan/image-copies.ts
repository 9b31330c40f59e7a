import type { ResolvedListing } from '../model/resolved-listing.ts';
import { isFlask, usesPython } from './framework-family.ts';

/** The use of an image. */
export type ImageRole = 'serve' | 'train' | 'both';

/** One COPY of a Dockerfile: files and folders of the listing, and their place in the image. */
export interface ImageCopy {
  readonly from: readonly string[];
  readonly to: string;
}

/** Where a listing lies in its image. */
export const imageFolder = '/opt/program/';

/**
 * Every file of the listing that an image has. The Dockerfile's COPY lines, .dockerignore and the copies in which a
 * listing runs on this machine are made from it.
 */
export function imageCopies(listing: ResolvedListing, role: ImageRole): readonly ImageCopy[] {
  const { folders, files, model } = copiesByKind(listing, role);
  const packageFile = usesNode(listing, role) ? [{ from: ['package.json'], to: imageFolder }] : [];
  return [...packageFile, ...folders.map(folderCopy), ...files, ...model];
}

export interface CopiesByKind {
  /** The folders with code, ours and the seller's. */
  readonly folders: readonly string[];
  /** Code outside these folders. */
  readonly files: readonly ImageCopy[];
  readonly model: readonly ImageCopy[];
}

/** The same for the Dockerfile, which has separate layers for the model and the code. */
export function copiesByKind(listing: ResolvedListing, role: ImageRole): CopiesByKind {
  const { artifacts, inference, training } = listing;
  const hasModel = artifacts.mode === 'bundled' && role !== 'train';
  return {
    folders: codeFolders(listing, role),
    files: [
      ...(role !== 'train' && isFlask(listing) ? [{ from: flaskFiles, to: imageFolder }] : []),
      ...scriptCopies(
        role === 'train' ? null : inference.entry,
        role === 'serve' ? null : (training?.entry ?? null),
      ),
      ...listing.include.map(includedCopy),
    ],
    model: hasModel ? [folderCopy(artifacts.path)] : [],
  };
}

/** Without training, a Flask app runs without Node. */
export function usesNode({ framework }: ResolvedListing, role: ImageRole): boolean {
  return framework.nodeImage !== null && !(role === 'serve' && framework.framework.family === 'flask');
}

/** The files beside the manifest, as in AWS's walk-through: the entry point, the app and the seller's modules. */
const flaskFiles = ['serve', '*.py'];

function codeFolders(listing: ResolvedListing, role: ImageRole): readonly string[] {
  if (isFlask(listing) && role === 'serve') return ['runtime'];
  return [
    'bin',
    'runtime',
    ...(hasTypeScript(listing, role) ? ['src'] : []),
    ...(hasPythonFolder(listing) ? ['python'] : []),
  ];
}

/** Where scripts do all the work, python/ has no seeds: the seller's code is elsewhere. */
export function hasPythonFolder(listing: ResolvedListing): boolean {
  if (!usesPython(listing) || listing.server) return false;
  const serves = !isFlask(listing) && listing.inference.entry === null;
  return serves || listing.training?.entry === null;
}

/** Whether `src/` has code: a handler, or a training that is no script. In Python, the latter only starts `python/train.py`. */
export function hasTypeScript({ inference, training }: ResolvedListing, role: ImageRole): boolean {
  const serves = inference.language === 'typescript' && role !== 'train';
  return serves || (training?.entry === null && role !== 'serve');
}

function folderCopy(folder: string): ImageCopy {
  return { from: [`${folder}/`], to: `${imageFolder}${folder}/` };
}

/** Docker copies a file under this name, and of a folder what is in it. So nobody has to know which of them it is. */
function includedCopy(path: string): ImageCopy {
  return { from: [path], to: `${imageFolder}${path}` };
}

/** Two scripts are often in one folder. */
function scriptCopies(...entries: readonly (string | null)[]): readonly ImageCopy[] {
  const copies = entries.flatMap((entry) => (entry === null ? [] : [scriptCopy(entry)]));
  return copies.filter(({ from, to }, index) => {
    const first = copies.findIndex((other) => other.to === to && other.from.join() === from.join());
    return first === index;
  });
}

/**
 * The COPY of a script: its folder with everything in it. At the top of the listing this would
 * be the whole listing, so there it is the script and the Python files beside it.
 */
export function scriptCopy(entry: string): ImageCopy {
  const folder = entry.slice(0, entry.lastIndexOf('/') + 1);
  return { from: folder === '' ? [entry, '*.py'] : [folder], to: `${imageFolder}${folder}` };
}
