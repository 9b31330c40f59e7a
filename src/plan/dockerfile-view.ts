import type { View } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { isFlask, usesNpm } from './framework-family.ts';
import { codeFolders, copiesOf, type ImageRole } from './image-code.ts';
import { fullReference } from './image-reference.ts';
import { installLines } from './install-lines.ts';

/** The values for the one template that makes the Dockerfiles of all frameworks and roles. */
export function dockerfileView(listing: ResolvedListing, role: ImageRole, generator: string): View {
  const { base, artifacts, inference, framework } = listing;
  const bundles = artifacts.mode === 'bundled' && role !== 'train';
  const image = role === 'train' ? base.trainingImage : base.image;
  return {
    nodeImage: role === 'serve' && isFlask(listing) ? null : framework.nodeImage,
    pythonImage: framework.pythonImage,
    python: framework.python,
    toolStage: framework.pythonImage === null ? 'node' : 'python',
    folders: codeFolders(listing, role),
    copies: copiesOf(listing, role).map((words) => ({ words })),
    programs: programsOf(listing, role),
    isContainer: base.made.from === 'container',
    baseImage: image,
    baseReference: fullReference(image),
    baseName: base.made.from === 'container' ? containerWords(image) : base.name,
    installs: installLines(base),
    usesNpm: usesNpm(listing),
    modelCopy: bundles ? [`${artifacts.path}/`, `/opt/program/${artifacts.path}/`] : [],
    title: listing.title,
    release: listing.release,
    generator,
    environment: role === 'train' ? [] : inference.environment.map(([name, value]) => ({ name, value })),
    serves: role !== 'train',
    command: role === 'train' ? 'train' : 'serve',
  };
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
