import { existsSync, lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import { frameworkFilesOf } from '../generate.ts';
import { modelPlace } from '../model/model-place.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { inFolder, type ListingProblem } from './listing-problems.ts';
import { modelFilesIn } from './model-files.ts';
import { namesIn } from './names-in.ts';
import { readRegularFile } from './read-regular-file.ts';
import { tooLargeModel } from './too-large-model.ts';
import { listingPaths } from './tree/listing-paths.ts';

interface Place {
  readonly listing: ResolvedListing;
  /** As it was named, from `cwd`. */
  readonly manifest: string;
  readonly folder: string;
  readonly cwd: string;
}

/** What the files of a listing tell about its model. Before the first run there are none, and nothing is said. */
export function modelWarnings({ listing, manifest, folder, cwd }: Place): readonly LocatedProblem[] {
  if (!existsSync(join(folder, listingPaths(folder).state.lock))) return [];
  const path = basename(manifest);
  const problems = [
    ...noModel(listing, folder, path),
    ...tooLargeModel(listing, folder, path),
    ...otherPlaces(listing, folder),
  ];
  return problems.map((problem) => inFolder(problem, folder, cwd));
}

function noModel(listing: ResolvedListing, folder: string, path: string): readonly ListingProblem[] {
  const { artifacts } = listing;
  if (!('path' in artifacts) || modelFilesIn(join(folder, artifacts.path)).length > 0) return [];
  const { modelWords } = frameworkFilesOf(listing);
  return [
    {
      path,
      severity: 'warning',
      code: 'artifacts-present',
      what: `\`${artifacts.path}/\` holds no model yet`,
      fix: `copy ${modelWords === null ? 'the files of your model' : `${modelWords},`} into ${artifacts.path}/`,
    },
  ];
}

/** Code that reads a bundled model where SageMaker would unpack one. */
function otherPlaces(listing: ResolvedListing, folder: string): readonly ListingProblem[] {
  const { artifacts, framework } = listing;
  if (artifacts.mode !== 'bundled') return [];
  const { family } = framework.framework;
  return codeFiles(folder, family).flatMap((path): readonly ListingProblem[] => {
    const line = lineIn(join(folder, path), family);
    return line === undefined
      ? []
      : [
          {
            path,
            line,
            severity: 'warning',
            code: 'artifacts-elsewhere',
            what: 'this names /opt/ml/model, and the model of this product is not there',
            because: `it is bundled: in the image it lies in ${modelPlace(artifacts)}, and SageMaker puts nothing into /opt/ml/model`,
            fix: `read it from ${handed(path, family)}, which names its folder here and in the image`,
          },
        ];
  });
}

type Family = ResolvedListing['framework']['framework']['family'];

/** The seller's own, as the image has it. */
function codeFiles(folder: string, family: Family): readonly string[] {
  const beside = family === 'flask' ? namesIn(folder).filter((name) => name.endsWith('.py')) : [];
  return [...filesBelow(folder, 'src', '.ts'), ...filesBelow(folder, 'python', '.py'), ...beside];
}

function filesBelow(folder: string, path: string, ending: string): readonly string[] {
  return namesIn(join(folder, path)).flatMap((name) => {
    const inside = `${path}/${name}`;
    if (lstatSync(join(folder, inside), { throwIfNoEntry: false })?.isDirectory())
      return filesBelow(folder, inside, ending);
    return name.endsWith(ending) ? [inside] : [];
  });
}

const named = /["'`]\/opt\/ml\/model(?=["'`/])/;
const comment = /^\s*(?:#|\/\/|\/?\*)/;

/** The first line that names it in a text. A Flask app gets the variable, so what stands in for it is never used. */
function lineIn(file: string, family: Family): number | undefined {
  const read = readRegularFile(file);
  if (!read?.ok) return undefined;
  const lines = new TextDecoder().decode(read.value.content).split('\n');
  const at = lines.findIndex(
    (line) =>
      named.test(line) && !comment.test(line) && !(family === 'flask' && line.includes('SM_MODEL_DIR')),
  );
  return at < 0 ? undefined : at + 1;
}

/** What the runtime gives the handler. */
function handed(path: string, family: Family): string {
  if (family === 'flask') return 'os.environ["SM_MODEL_DIR"]';
  return path.endsWith('.py') ? 'the `model_dir` that `load` gets' : 'the `modelDir` that `load` gets';
}
