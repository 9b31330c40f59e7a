import type { PlannedFile, View } from '../model/file-plan.ts';
import { relPath } from '../model/file-tree.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { baseImages } from './base-images.ts';
import { dockerfileView } from './dockerfile-view.ts';
import { isFlask, usesNpm, usesPython } from './framework-family.ts';
import { imageCopies } from './image-copies.ts';
import { fullReference } from './image-reference.ts';
import { printed } from './planned.ts';

/** The Dockerfiles and the scripts that build and run them on the seller's machine. */
export function planImage(listing: ResolvedListing, generator: string): readonly PlannedFile[] {
  const { training } = listing;
  const isSeparate = training?.image === 'separate';
  const role = training !== null && !isSeparate ? 'both' : 'serve';
  return [
    printed('image', 'Dockerfile', 'merge', dockerfileView(listing, role, generator)),
    ...(isSeparate ? [trainingDockerfile(listing, generator)] : []),
    printed('image', '.dockerignore', 'merge', ignoreView(listing)),
    printed('image', 'scripts/build.sh', 'merge', buildView(listing), 0o755),
    printed('image', 'scripts/local.sh', 'merge', localView(listing), 0o755),
    printed('image', 'scripts/run.sh', 'merge', runView(listing), 0o755),
  ];
}

/** Uses the template of the inference image, with the role `train`. */
function trainingDockerfile(listing: ResolvedListing, generator: string): PlannedFile {
  const file = printed('image', 'Dockerfile', 'merge', dockerfileView(listing, 'train', generator));
  return { ...file, path: relPath('Dockerfile.training') };
}

function ignoreView(listing: ResolvedListing): View {
  const copies = imageCopies(listing, listing.training ? 'both' : 'serve');
  const copied = copies.flatMap(({ from }) => from).map((path) => path.replace(/\/$/, ''));
  return {
    paths: [...new Set([...installFiles(listing), ...copied])],
    usesPython: usesPython(listing),
  };
}

/** What the stages that install packages read. */
function installFiles(listing: ResolvedListing): readonly string[] {
  return [
    ...(listing.framework.nodeImage === null ? [] : ['package.json']),
    ...(usesNpm(listing) ? ['package-lock.json'] : []),
    ...(usesPython(listing) ? ['requirements.txt', 'requirements.lock', 'wheels'] : []),
  ];
}

function buildView(listing: ResolvedListing): View {
  const { framework, images, base } = listing;
  return {
    inferenceImage: images.inference,
    trainingImage: separateImage(listing),
    registries: registriesOf(listing),
    buildArguments: buildArguments(listing),
    container: containerView(listing),
    images: [framework.nodeImage, framework.pythonImage, base.image]
      .filter((name) => name !== null)
      .map((name) => ({ name, reference: fullReference(name) }))
      .filter(({ name, reference }) => name !== reference),
    openBraces: '{{',
  };
}

function localView(listing: ResolvedListing): View {
  const { artifacts, training } = listing;
  return {
    bundledModel: artifacts.mode === 'bundled' ? artifacts.path : null,
    canTrain: training !== null,
    separateTraining: training?.image === 'separate',
    isFlask: isFlask(listing),
  };
}

function runView(listing: ResolvedListing): View {
  const { artifacts, images, training } = listing;
  return {
    inferenceImage: images.inference,
    imageThatTrains: separateImage(listing) ?? images.inference,
    canTrain: training !== null,
    usesGpu: listing.gpu !== null,
    readsModelFolder: artifacts.mode !== 'bundled',
    modelFolder: artifacts.mode === 's3' ? artifacts.path : 'local/model',
  };
}

function separateImage({ training, images }: ResolvedListing): string | null {
  return training?.image === 'separate' ? images.training : null;
}

/** AWS's images that the build must pull first, and the registry to log in to. */
function containerView(listing: ResolvedListing): View | null {
  const { base, upload } = listing;
  if (base.made.from !== 'container') return null;
  const { registry, isPublic } = base.made;
  return {
    registry,
    region: upload.region,
    gallery: isPublic ? 'public.ecr.aws/deep-learning-containers' : null,
    images: baseImages(listing),
  };
}

/** What a build downloads packages from. */
function registriesOf(listing: ResolvedListing): string {
  const names = [usesNpm(listing) && 'npm registry', usesPython(listing) && 'Python index'];
  return names.filter(Boolean).join(' and the ');
}

/** The variables that the build takes from the environment of `scripts/build.sh`. */
function buildArguments(listing: ResolvedListing): readonly string[] {
  const variables = [
    ...(usesNpm(listing) ? ['NPM_CONFIG_REGISTRY'] : []),
    ...(usesPython(listing) ? ['PIP_INDEX_URL', 'PIP_FIND_LINKS', 'PIP_NO_INDEX'] : []),
  ];
  return variables.length === 0 ? [] : [...variables, 'CA_CERTIFICATES'];
}
