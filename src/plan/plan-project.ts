import type { PlannedFile, View } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { isFlask, npmPackages, usesPython } from './framework-family.ts';
import { frameworkFilesOf } from './framework-files.ts';
import { cudaInWords } from './gpu-words.ts';
import { printed, serialised } from './planned.ts';
import { listingView, readmeView } from './readme-view.ts';

/** The files that make the listing a project: guide, git settings, and the packages of Node and Python. */
export function planProject(listing: ResolvedListing, generator: string): readonly PlannedFile[] {
  return [
    isFlask(listing)
      ? printed('flask', 'README.md', 'merge', { ...listingView(listing), python: listing.framework.python })
      : printed('project', 'README.md', 'merge', readmeView(listing)),
    printed('project', '.gitattributes', 'merge', {
      isFlask: isFlask(listing),
      usesPython: usesPython(listing),
      hasBuyers: listing.validation !== null,
    }),
    printed('project', '.gitignore', 'merge', { python: usesPython(listing) }),
    ...(frameworkFilesOf(listing).ignoresScripts ? [printed('project', '.npmrc', 'merge', {})] : []),
    ...planRequirements(listing),
    ...(listing.framework.nodeImage !== null
      ? [
          serialised('package.json', 'merge', packageJson(listing, generator)),
          serialised('tsconfig.json', 'merge', tsconfigJson),
        ]
      : []),
  ];
}

/** What pip installs. AWS chooses the packages of a Deep Learning Container, so our lock script is not for them. */
export function planRequirements(listing: ResolvedListing): readonly PlannedFile[] {
  const { pythonImage } = listing.framework;
  if (!usesPython(listing)) return [];
  return [
    printed('python', 'requirements.txt', 'merge', requirementsView(listing)),
    ...(pythonImage === null ? [] : [printed('python', 'scripts/lock.sh', 'merge', { pythonImage }, 0o755)]),
  ];
}

function requirementsView({ framework, base, gpu }: ResolvedListing): View {
  const { packages, index } = framework.version;
  const isBrought = base.made.from === 'container' && packages.length === 0;
  return {
    packages,
    // Most builds for CUDA were never installed by us.
    isTried: !gpu && packages.length > 0 && packages.every(({ version }) => /^[^*]+$/.test(version)),
    index: index ?? null,
    broughtBy: isBrought ? base.id : null,
    cuda: gpu && { words: cudaInWords(gpu), downloadMB: gpu.downloadMB },
    hasLock: framework.pythonImage !== null,
  };
}

/** Without `version`: a release can be any image tag, and npm accepts only some of them. */
function packageJson(listing: ResolvedListing, generator: string) {
  const { name, title, training, inference } = listing;
  const packages = npmPackages(listing);
  const types = inference.bidirectional?.types;
  return {
    name,
    description: title,
    private: true,
    type: 'module',
    engines: { node: '>=22.18' },
    scripts: {
      start: 'scripts/local.sh serve',
      ...(training && { train: 'scripts/local.sh train' }),
      test: 'scripts/local.sh test',
      typecheck: 'tsc',
      rehearse: rehearse(generator),
    },
    ...(packages.length > 0 && {
      dependencies: Object.fromEntries(packages.map((entry) => [entry.name, entry.version])),
    }),
    devDependencies: {
      '@types/node': '^24.0.0',
      ...(types && { [types.name]: types.version }),
      typescript: '^7.0.0',
    },
  };
}

/** Runs the installed command, or else fetches the version that wrote this file; npm appends the caller's options. */
function rehearse(generator: string): string {
  const fetched = `npx --yes --package=generator-sagemaker-mkt@${generator}`;
  return `$(command -v sagemaker-mkt >/dev/null || echo ${fetched}) sagemaker-mkt rehearse`;
}

/** Node runs the TypeScript files directly, so the compiler only checks them. */
const tsconfigJson = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024'],
    module: 'nodenext',
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['src', 'runtime', 'test'],
};
