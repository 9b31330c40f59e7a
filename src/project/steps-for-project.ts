import type { Chosen } from './chosen-project.ts';
import type { Program } from './project-code.ts';
import { nameOf } from './project-folder.ts';
import type { PythonFile } from './python-file.ts';
import { kindOf } from './server-kinds.ts';

/** What the seller has to do before the listing answers. */
export function stepsFor(chosen: Chosen): readonly string[] {
  const { packages, placed } = chosen;
  return [
    ...servingSteps(chosen),
    ...modelSteps(chosen),
    ...atOtherPlace(chosen),
    ...packages.missing,
    ...(placed.serving?.missing ?? []),
    ...(placed.training?.missing ?? []),
  ];
}

function servingSteps(chosen: Chosen): readonly string[] {
  const { given, framework, programs } = chosen;
  const { serving, training } = given.parts;
  if (serving?.kind === 'other') return [serving.handler.next];
  if (serving?.kind === 'server')
    return framework.name !== 'flask' || serving.server.app === undefined
      ? [kindOf(serving.server.kind).next]
      : [];
  if (serving?.kind === 'script')
    return scriptSteps(serving.handlers, given.defaultsOf(framework.name), serving.path);
  if (!training) return [];
  if (training.trains === 'job' && chosen.isAlgorithm)
    return [
      given.defaultsOf(framework.name)
        ? `look whether python/model.py loads what ${training.path} saves`
        : `write \`load\` and \`predict\` in python/model.py for what ${training.path} saves`,
    ];
  return programs.training && chosen.models.length === 0 && training.trains === 'alone'
    ? [
        `to let buyers train: read the data of ${training.path} from os.environ["SM_CHANNEL_TRAIN"], save into os.environ["SM_MODEL_DIR"], and start again`,
      ]
    : [];
}

function scriptSteps(
  handlers: readonly string[],
  defaults: { readonly loadsModel: boolean } | undefined,
  path: string,
): readonly string[] {
  const has = (name: string) => handlers.includes(name);
  return [
    ...(has('model_fn') || defaults?.loadsModel
      ? []
      : [`write  def model_fn(model_dir): …  in ${path}, which returns the model`]),
    ...(has('predict_fn') || has('transform_fn') || defaults
      ? []
      : [`write  def predict_fn(data, model): …  in ${path}`]),
  ];
}

function modelSteps({ given, programs, models, isAlgorithm }: Chosen): readonly string[] {
  const { parts, folder } = given;
  const script = programs.serving?.files.find(({ path }) => path === programs.serving?.entry);
  if (isAlgorithm || models.length > 0) return [];
  const packed = [...folder.sizes.keys()].filter(
    (path) => /\.(?:tar\.gz|tgz|zip)$/.test(path) && /model/i.test(nameOf(path)),
  );
  const [archive] = packed;
  if (parts.serving?.kind === 'script' && script && !readsModel(script)) return [];
  if (given.models.length > 0)
    return [
      `put what the code loads into model/: the project has ${some(given.models.map((one) => one.folder ?? one.paths[0] ?? ''))}`,
    ];
  if (archive !== undefined) return [`unpack ${archive} into model/`];
  const maker = parts.training ? `, as ${parts.training.path} saves it` : '';
  return [`put the model into model/${maker}: the project has none that this tool knows`];
}

/** Whether `model_fn` uses the folder that it gets. */
function readsModel({ statements, functions }: PythonFile): boolean {
  if (!functions.has('model_fn')) return true;
  const own = statements.filter(({ within }) => within === 'model_fn');
  const parameter = /\(\s*(\w+)/.exec(own[0]?.text ?? '')?.[1];
  return (
    parameter === undefined || own.slice(1).some(({ text }) => new RegExp(`\\b${parameter}\\b`).test(text))
  );
}

/** A bundled model lies in the listing’s own folder. */
function atOtherPlace({ given, programs, models, isAlgorithm }: Chosen): readonly string[] {
  const { serving } = given.parts;
  const { byVariable, byPath } = placesIn(programs.serving);
  if (isAlgorithm || !serving || byVariable) return [];
  if (byPath)
    return [
      `load the model of ${serving.path} from os.environ["SM_MODEL_DIR"]: a model that is bundled is not in /opt/ml/model; or start with  --artifacts s3`,
    ];
  return serving.kind === 'server' && models.length > 0
    ? ['load the model from the folder that the listing has it in:  os.environ["SM_MODEL_DIR"]']
    : [];
}

/** Whether code finds its folders by the variables of SageMaker, or by the paths that only a container has. */
export function placesIn(program: Program | undefined): {
  readonly byVariable: boolean;
  readonly byPath: boolean;
} {
  const strings = (program?.files ?? []).flatMap(({ statements }) =>
    statements.flatMap((one) => one.strings),
  );
  return {
    byVariable: strings.some((text) => /^SM_(?:MODEL_DIR|CHANNEL_\w+)$/.test(text)),
    byPath: strings.some((text) => /^\/opt\/ml(?:\/|$)/.test(text)),
  };
}

export function some(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}
