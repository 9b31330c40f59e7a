import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { frameworkFilesFor, type Prepared } from '../../generate.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import type { PrintedError } from '../../problem/print-error.ts';
import { chooseParts, type Several } from '../../project/choose-parts.ts';
import type { ProjectToList } from '../../project/chosen-project.ts';
import { partsOf } from '../../project/found-parts.ts';
import { listingForProject } from '../../project/listing-for-project.ts';
import type { ProjectFolder } from '../../project/project-folder.ts';
import { modelsIn, type ProjectModel } from '../../project/project-models.ts';
import { type ReadProject, readProject } from '../../project/read-project.ts';
import type { RuleBreak } from '../../project/rules/rule-break.ts';
import { kindInWords } from '../../report/print-found-model.ts';
import { shownName } from '../shown-name.ts';
import type { LoadedSource } from './loaded-source.ts';
import { openProject } from './open-project.ts';

export interface NamedProject {
  /** The folder itself, without links. */
  readonly root: string;
  /** The script in it that the seller named; undefined where they named the folder. */
  readonly only: string | undefined;
  /** As the seller named it. */
  readonly named: string;
  readonly cwd: string;
  /** The type of product that the seller asked for. */
  readonly type: string | undefined;
  /** Where the listing will be. */
  readonly listing: string;
}

/** Reads the project in a folder; undefined where it is none, so that it may be a model. */
export function loadProject(
  prepared: Prepared,
  place: NamedProject,
): Result<LoadedSource, PrintedError> | undefined {
  const { root, named, listing } = place;
  const isInPlace = root === listing;
  const opened = openProject(root, named, isInPlace ? undefined : listing);
  try {
    const { folder } = opened;
    // MLflow packs code with a model, and says itself how it is loaded.
    if (folder.sizes.has('MLmodel')) return undefined;
    const project = readProject(folder);
    const chosen = chooseParts(project, place.only);
    if (!chosen.ok) return failure(several(chosen.reason, named));
    const models = modelsIn(folder);
    const { serving, training } = chosen.value;
    if (!serving && !training && models.length === 0 && project.code.texts.size > 0)
      return mayBePickle(folder) ? undefined : failure(nothingServes(project, named));
    const isProject = serving || training || project.evidence.some(({ kind }) => kind !== 'requirements');
    if (!isProject || (!serving && !training && models.length !== 1)) return undefined;
    const { frameworks } = prepared.catalogue;
    const given = {
      folder,
      project,
      parts: chosen.value,
      models,
      frameworks,
      defaultsOf: (name: string) => frameworkFilesFor(name)?.script,
      isInPlace,
      type: place.type,
    };
    return ok(sourceFrom(given, place));
  } finally {
    opened.close();
  }
}

function sourceFrom(given: ProjectToList, place: NamedProject): LoadedSource {
  const { folder, project, parts } = given;
  const { root, named } = place;
  const made = listingForProject(given);
  const { grade, because, assumed, missing } = made;
  const found = partsOf(project, parts, given.models, kindInWords);
  const code = made.code.map(({ from }) => from);
  return {
    kind: 'project',
    reported: { path: named, found, grade, because, assumed, missing },
    model: made.models.length === 1 ? made.models[0]?.found : undefined,
    answers: made.answers,
    copies: made.models.flatMap((model) => modelCopies(model, root, code)),
    code: made.code.map(({ from, to }) => ({ from: join(root, from), to })),
    written: made.written,
    packages: made.packages,
    problems: made.breaks.map((one) => located(one, folder, place)),
  };
}

/** A pickle of no known library is no model of a project, and may be one by itself. */
function mayBePickle({ sizes }: ProjectFolder): boolean {
  return [...sizes.keys()].some((path) => /\.(?:pkl|pickle|joblib|sav)$/.test(path));
}

function nothingServes({ code }: ReadProject, named: string): PrintedError {
  const count = code.texts.size;
  return {
    what: `${named} has ${count} Python file${count === 1 ? '' : 's'}, none of which serves or trains in a way that this tool knows, and no model`,
    fix: 'start with  sagemaker-mkt init --framework python , and write `load` and `predict` in python/model.py; it knows scripts with `model_fn`, training scripts, and servers such as Flask and FastAPI',
  };
}

/** The files of a model under their own names, by which the code loads them. */
function modelCopies({ folder, paths }: ProjectModel, root: string, code: readonly string[]) {
  const isOwn = (path: string) =>
    !code.includes(path) && lstatSync(join(root, path), { throwIfNoEntry: false });
  const [only = ''] = paths;
  if (folder === undefined)
    return isOwn(only) ? [{ from: join(root, only), to: only.slice(only.lastIndexOf('/') + 1) }] : [];
  return paths
    .filter(isOwn)
    .map((path) => ({ from: join(root, path), to: path.slice(folder === '' ? 0 : folder.length + 1) }));
}

function several({ words, paths }: Several, named: string): PrintedError {
  const folders = paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  const [folder = ''] = folders;
  const shown = `${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ', …' : ''}`;
  const isApart = new Set(folders).size > 1;
  return {
    what: `${named} holds ${paths.length} ${words}: ${shown}`,
    fix: isApart
      ? `name the folder of one of them, such as  --from ${join(named, folder.split('/').slice(0, -1).join('/') || folder)}`
      : `name one of them, such as  --from ${join(named, paths[0] ?? '')}`,
  };
}

function located(one: RuleBreak, folder: ProjectFolder, { root, cwd }: NamedProject): LocatedProblem {
  const { path, line, ...words } = one;
  const source =
    folder
      .read(path)
      ?.split(/\r\n?|\n/)
      [line - 1]?.slice(0, 400) ?? '';
  const column = source.length - source.trimStart().length + 1;
  return {
    ...words,
    severity: 'warning',
    location: { file: shownName(join(root, path), cwd), line, column, length: source.trim().length, source },
  };
}
