import type { Answers } from '../model/answers.ts';
import { answersForModel } from '../model/model-files/listing-for-model.ts';
import type { Chosen, Placed } from './chosen-project.ts';
import type { ChosenFramework } from './framework-for-project.ts';
import { channelsOf, hyperparametersOf } from './training-of-project.ts';
import { type ScriptTypes, typesOf, typesOfApp } from './types-of-script.ts';

const none: ScriptTypes = { input: [], output: [] };

/** The answers to the questions about a listing, as far as the project gives them. */
export function answersFor({
  given,
  programs,
  models,
  framework,
  isAlgorithm,
  placed,
}: Chosen): Partial<Answers> {
  const { parts, frameworks } = given;
  const [only] = models.length === 1 ? models : [];
  const ofModel = only && answersForModel(only.found, frameworks);
  const isScript = parts.serving?.kind === 'script';
  const files = programs.serving?.files ?? [];
  const types = isScript ? typesOf(files) : framework.name === 'flask' ? typesOfApp(files) : none;
  const isOfModel = ofModel?.framework === framework.name;
  const version = (isOfModel ? ofModel?.frameworkVersion : undefined) ?? framework.version;
  const input =
    types.input.length > 0 ? types.input : parts.serving === undefined ? ofModel?.input : undefined;
  const training = placed.training && programs.training;
  const script = training?.files.find(({ path }) => path === training.entry);
  return {
    framework: framework.name,
    productType: isAlgorithm ? 'algorithm' : 'model-package',
    ...(version !== undefined && { frameworkVersion: version }),
    ...(ofModel && parts.serving === undefined && { fields: ofModel.fields ?? [] }),
    ...(input && { input }),
    ...(types.output.length > 0 && { output: types.output }),
    ...(isScript && placed.serving && { inferenceEntry: placed.serving.entry }),
    ...(training &&
      placed.training && {
        training: {
          entry: placed.training.entry,
          channels: channelsOf(training),
          hyperparameters: script ? hyperparametersOf(script) : [],
        },
      }),
    include: includesOf(placed, framework),
    ...(hasModelFolder(placed) && { modelFolder: 'model-files' }),
  };
}

/** Many projects have a package of this name. */
function hasModelFolder({ serving, training }: Placed): boolean {
  return [serving, training].some((one) =>
    [...(one?.copies.map(({ to }) => to) ?? []), ...(one?.include ?? [])].some((path) =>
      /^model(?:\/|$)/.test(path),
    ),
  );
}

/** The image of a Flask listing has the modules beside its app anyway. */
function includesOf({ serving, training }: Placed, { name }: ChosenFramework): readonly string[] {
  const all = [...new Set([...(serving?.include ?? []), ...(training?.include ?? [])])].sort();
  return name === 'flask' ? all.filter((path) => path.includes('/') || !path.endsWith('.py')) : all;
}
