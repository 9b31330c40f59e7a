import type { View } from '../model/file-plan.ts';
import type { ResolvedBase, ResolvedListing } from '../model/resolved-listing.ts';
import { isFlask, usesNpm, usesNpmToTrain, usesPython } from './framework-family.ts';
import { copiesByKind, type ImageCopy, type ImageRole, usesNode } from './image-copies.ts';
import { fullReference } from './image-reference.ts';
import { installLines } from './install-lines.ts';

/** The values for the one template that makes the Dockerfiles of all frameworks and roles. */
export function dockerfileView(listing: ResolvedListing, role: ImageRole, generator: string): View {
  const { base, inference, framework } = listing;
  const { folders, files, model } = copiesByKind(listing, role);
  const image = role === 'train' ? base.trainingImage : base.image;
  return {
    nodeImage: usesNode(listing, role) ? framework.nodeImage : null,
    pythonImage: framework.pythonImage,
    python: framework.python,
    toolStage: framework.pythonImage === null ? 'node' : 'python',
    folders,
    copies: files.map(wordsOf),
    programs: programsOf(listing, role),
    isContainer: base.made.from === 'container',
    isOwnBase: listing.server !== null && isOwnImage(base),
    baseImage: image,
    baseReference: fullReference(image),
    baseName: base.made.from === 'container' ? containerWords(image) : base.name,
    usesGpu: listing.gpu !== null,
    installs: installLines(base),
    usesNpm: role === 'train' ? usesNpmToTrain(listing) : usesNpm(listing),
    // The stage with the packages of Python has the other name.
    npmStage: usesPython(listing) ? 'npm-packages' : 'dependencies',
    modelCopies: model.map(wordsOf),
    title: listing.title,
    release: listing.release,
    generator,
    environment: role === 'train' ? [] : inference.environment.map(([name, value]) => ({ name, value })),
    serves: role !== 'train',
    converses: role !== 'train' && inference.bidirectional !== null,
    command: role === 'train' ? 'train' : 'serve',
  };
}

/** An image of the seller, which may have a program of theirs in it, with its own start. */
function isOwnImage({ image, made }: ResolvedBase): boolean {
  return made.from === 'system' && image !== made.system.image;
}

function wordsOf({ from, to }: ImageCopy): View {
  return { words: [...from, to] };
}

/** Where `serve` and `train` are in the image. */
function programsOf(listing: ResolvedListing, role: ImageRole): readonly View[] {
  const below = { folder: '/opt/program/bin', files: '/opt/program/bin/*' };
  if (!isFlask(listing) || role === 'train') return [below];
  const beside = { folder: '/opt/program', files: '/opt/program/serve' };
  return role === 'serve' ? [beside] : [beside, below];
}

/** The name is made from the image, because the two images of an algorithm may have two containers. */
function containerWords(image: string): string {
  return `AWS’s Deep Learning Container ${image.slice(image.indexOf('/') + 1)}`;
}
