import type { Answers } from '../model/answers.ts';
import { servedBy } from '../model/model-files/grades.ts';
import { answersFor } from './answers-for-project.ts';
import type { Chosen, Placed, Programs, ProjectToList } from './chosen-project.ts';
import { type ChosenFramework, frameworkFor } from './framework-for-project.ts';
import { packagesFor } from './packages-for-project.ts';
import { type CodeCopy, placeCode } from './place-code.ts';
import { type Program, programOf } from './project-code.ts';
import { nameOf } from './project-folder.ts';
import type { ProjectModel } from './project-models.ts';
import { breaksOf } from './rules/breaks-of-project.ts';
import type { RuleBreak } from './rules/rule-break.ts';
import { flaskEntry } from './serve-flask.ts';
import { type ProjectWords, wordsFor } from './words-for-project.ts';

/** What a listing gets from a project. */
export interface ProjectListing extends ProjectWords {
  readonly answers: Partial<Answers>;
  readonly code: readonly CodeCopy[];
  readonly models: readonly ProjectModel[];
  /** Files that are made for it. */
  readonly written: readonly { readonly path: string; readonly text: string }[];
  /** Lines for requirements.txt. */
  readonly packages: readonly string[];
  readonly breaks: readonly RuleBreak[];
}

export function listingForProject(given: ProjectToList): ProjectListing {
  const chosen = chosenFor(given);
  const { framework, models, packages, placed, breaks } = chosen;
  const { serving } = given.parts;
  const flask = serving?.kind === 'server' && flaskEntry(serving.server, placed.serving?.entry ?? '');
  return {
    answers: answersFor(chosen),
    code: [...(placed.serving?.copies ?? []), ...(placed.training?.copies ?? [])].filter(isFirst),
    models,
    written: framework.name === 'flask' && flask ? [{ path: 'web_app_serve.py', text: flask }] : [],
    packages: packages.lines,
    breaks,
    ...wordsFor(chosen),
  };
}

function chosenFor(given: ProjectToList): Chosen {
  const { project, parts, frameworks, type } = given;
  const serving = parts.serving && programOf(parts.serving.path, project.code);
  const training = parts.training && programOf(parts.training.path, project.code);
  const programs = { serving, training, all: [serving, training].filter((one) => one !== undefined) };
  const isJob = parts.training?.trains === 'job';
  const isAlgorithm = isJob && (type === undefined ? given.models.length === 0 : type === 'algorithm');
  const models = isAlgorithm ? [] : chosenModels(given.models, programs);
  const framework = chosenFramework(given, programs, models);
  const inImage = [serving, isAlgorithm ? training : undefined].filter((one) => one !== undefined);
  const version = frameworks.find(({ name }) => name === framework.name)?.versions[0];
  const packages = packagesFor(inImage, project.packages, version);
  const placed = placedCode(given, programs, models, isAlgorithm);
  const breaks = breaksOf({ ...given, programs });
  return { given, programs, models, framework, isAlgorithm, packages, placed, breaks };
}

function isFirst(one: CodeCopy, at: number, all: readonly CodeCopy[]): boolean {
  return all.findIndex(({ to }) => to === one.to) === at;
}

/** The one that there is; of several, those that the code names. */
function chosenModels(models: readonly ProjectModel[], { all }: Programs): readonly ProjectModel[] {
  if (models.length < 2) return models;
  const strings = new Set(
    all.flatMap(({ files }) =>
      files.flatMap(({ statements }) => statements.flatMap((one) => one.strings.map((text) => nameOf(text)))),
    ),
  );
  return models.filter(({ folder, paths: [first = ''] }) => strings.has(nameOf(folder ?? first)));
}

function chosenFramework(
  { project, parts, frameworks }: ProjectToList,
  { all, serving }: Programs,
  models: readonly ProjectModel[],
): ChosenFramework {
  const { kind } = parts.serving ?? {};
  const [only] = models;
  const ofModel = only && servedBy(only.found).framework;
  if (parts.serving?.kind === 'server' && serving) {
    const isFlask = parts.serving.server.kind === 'flask';
    return { name: isFlask ? 'flask' : 'python', version: undefined, assumed: [] };
  }
  if (kind === 'other') return { name: 'python', version: undefined, assumed: [] };
  if (kind === undefined && only && ofModel !== undefined)
    return { name: ofModel, version: undefined, assumed: [] };
  const programs = kind === 'script' && serving ? [serving] : all;
  const modules = new Set(programs.flatMap(({ packages }) => packages.map(({ name }) => name)));
  return frameworkFor({ ofModel, deploy: parts.deploy, modules, packages: project.packages }, frameworks);
}

function placedCode(
  { folder, parts, isInPlace }: ProjectToList,
  { serving, training }: Programs,
  models: readonly ProjectModel[],
  isAlgorithm: boolean,
): Placed {
  const elsewhere = new Set(models.flatMap(({ paths }) => paths).filter((path) => !/\.py$/.test(path)));
  const place = (program: Program, use: 'script' | 'included') =>
    placeCode({ program, use, folder, elsewhere, isInPlace });
  return {
    serving: serving && place(serving, parts.serving?.kind === 'script' ? 'script' : 'included'),
    training: training && isAlgorithm ? place(training, 'script') : undefined,
  };
}
