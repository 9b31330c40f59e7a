import type { PlannedFile, View } from '../model/file-plan.ts';
import { relPath } from '../model/file-tree.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { installLines } from './install-lines.ts';
import { printed } from './planned.ts';
import { scriptCopy, scriptPaths } from './script-copies.ts';

/** The Dockerfiles and the scripts that build and run them on the seller's machine. */
export function planImage(listing: ResolvedListing): readonly PlannedFile[] {
  const { training, artifacts } = listing;
  const isSeparate = training?.image === 'separate';
  const trainingImage = isSeparate ? listing.images.training : null;
  const buildView: View = {
    inferenceImage: listing.images.inference,
    trainingImage,
    usesNpm: usesNpm(listing),
    buildArguments: buildArguments(listing),
    container: containerView(listing),
    images: [listing.framework.nodeImage, listing.framework.pythonImage, listing.base.image]
      .filter((name) => name !== null)
      .map((name) => ({ name, reference: fullReference(name) }))
      .filter(({ name, reference }) => name !== reference),
    openBraces: '{{',
  };
  const runView: View = {
    inferenceImage: listing.images.inference,
    imageThatTrains: trainingImage ?? listing.images.inference,
    canTrain: training !== null,
    readsModelFolder: artifacts.mode !== 'bundled',
    modelFolder: artifacts.mode === 's3' ? artifacts.path : 'local/model',
  };
  return [
    printed(
      'image',
      'Dockerfile',
      'merge',
      dockerfileView(listing, training !== null && !isSeparate ? 'both' : 'serve'),
    ),
    ...(isSeparate ? [trainingDockerfile(listing)] : []),
    printed('image', '.dockerignore', 'merge', {
      usesNode: listing.framework.nodeImage !== null,
      usesNpm: usesNpm(listing),
      usesPython: usesPython(listing),
      folders: [
        ...codeFolders(listing, training ? 'both' : 'serve'),
        ...(isFlask(listing) ? flaskFiles : []),
        ...(training?.entry ? scriptPaths(training.entry) : []),
      ],
      bundledModel: artifacts.mode === 'bundled' ? artifacts.path : null,
    }),
    printed('image', 'scripts/build.sh', 'merge', buildView, 0o755),
    printed('image', 'scripts/run.sh', 'merge', runView, 0o755),
  ];
}

/** The same template as the inference image, in its other role. */
function trainingDockerfile(listing: ResolvedListing): PlannedFile {
  const file = printed('image', 'Dockerfile', 'merge', dockerfileView(listing, 'train'));
  return { ...file, path: relPath('Dockerfile.training') };
}

type Role = 'serve' | 'train' | 'both';

function dockerfileView(listing: ResolvedListing, role: Role): View {
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
    environment: role === 'train' ? [] : inference.environment.map(([name, value]) => ({ name, value })),
    serves: role !== 'train',
    command: role === 'train' ? 'train' : 'serve',
  };
}

/** Whether packages of npm belong in the image: those of the framework, and any that the seller adds to package.json. */
function usesNpm({ framework: { framework } }: ResolvedListing): boolean {
  return framework.family === 'node';
}

/** Whether packages of Python do: those that the framework needs and the base does not have, and the seller's. */
function usesPython({ framework: { framework } }: ResolvedListing): boolean {
  return framework.family !== 'node';
}

/** The images of AWS that the build must pull first, and where to log in for that. */
function containerView({ base, training, upload }: ResolvedListing): View | null {
  if (base.made.from === 'system') return null;
  const images = training?.image === 'separate' ? [base.image, base.trainingImage] : [base.image];
  const { registry, isPublic } = base.made;
  return {
    registry,
    region: upload.region,
    gallery: isPublic ? 'public.ecr.aws/deep-learning-containers' : null,
    images: [...new Set(images)],
  };
}

/** The two images of an algorithm may be built on two containers. */
function containerWords(image: string): string {
  return `AWS’s Deep Learning Container ${image.slice(image.indexOf('/') + 1)}`;
}

/** What the build reads from the environment of `scripts/build.sh`. */
function buildArguments(listing: ResolvedListing): readonly string[] {
  if (usesNpm(listing)) return ['NPM_CONFIG_REGISTRY', 'CA_CERTIFICATES'];
  if (!usesPython(listing)) return [];
  return ['PIP_INDEX_URL', 'PIP_FIND_LINKS', 'PIP_NO_INDEX', 'CA_CERTIFICATES'];
}

function isFlask({ framework: { framework } }: ResolvedListing): boolean {
  return framework.family === 'flask';
}

/** What lies beside the manifest as in AWS's walk-through: the entry point, the app and the seller's modules beside it. */
const flaskFiles = ['serve', '*.py'];

/** What is code besides whole folders: the words of one COPY each. */
function copiesOf(listing: ResolvedListing, role: Role): readonly (readonly string[])[] {
  const entry = listing.training?.entry;
  return [
    ...(role !== 'train' && isFlask(listing) ? [[...flaskFiles, '/opt/program/']] : []),
    ...(role !== 'serve' && entry ? [scriptCopy(entry)] : []),
  ];
}

/** Where `serve` and `train` lie. */
function programsOf(listing: ResolvedListing, role: Role): readonly View[] {
  const below = { folder: '/opt/program/bin', files: '/opt/program/bin/*' };
  if (!isFlask(listing) || role === 'train') return [below];
  const beside = { folder: '/opt/program', files: '/opt/program/serve' };
  return role === 'serve' ? [beside] : [beside, below];
}

/** What of a listing is code, ours and the seller's. */
function codeFolders(listing: ResolvedListing, role: Role): readonly string[] {
  const { nodeImage } = listing.framework;
  if (isFlask(listing) && role === 'serve') return ['runtime'];
  return [
    'bin',
    'runtime',
    ...(nodeImage === null ? [] : ['src']),
    ...(usesPython(listing) ? ['python'] : []),
  ];
}

/** With its registry, as the label's standard asks: a name without one is Docker Hub's, and without an owner an official image. */
function fullReference(image: string): string {
  const [owner = '', ...names] = image.split('/');
  if (names.length === 0) return `docker.io/library/${image}`;
  return /[.:]|^localhost$/.test(owner) ? image : `docker.io/${image}`;
}
