import type { Columns, FoundModel, Obstacle } from '../found-model.ts';
import { listOf, membersOf, objectIn, textOf } from '../json-values.ts';
import { type ModelFolder, utf8 } from '../pieces.ts';

/** A folder of MLflow, and the file of a library in it that a handler takes without MLflow. */
export interface MlflowFolder {
  readonly found: FoundModel;
  readonly inner: string | undefined;
}

const mostText = 1 << 20;
type Members = Readonly<Record<string, unknown>>;

export function mlflowFolder(folder: ModelFolder): MlflowFolder | undefined {
  const text = folder.paths.includes('MLmodel') ? textIn(folder, 'MLmodel') : undefined;
  const said = membersOf(text === undefined ? undefined : folder.parseYaml(text));
  const flavors = membersOf(said['flavors']);
  const names = Object.keys(flavors);
  if (names.length === 0) return undefined;
  const native = names.find((name) => name in dataOf) ?? '';
  const own = membersOf(flavors[native]);
  const columns = columnsIn(membersOf(said['signature']));
  const version = textOf(own[versionOf[native] ?? '']);
  const example = columns && exampleIn(folder, membersOf(said['saved_input_example_info']), columns.count);
  return {
    inner: fileOf(folder, textOf(own[dataOf[native] ?? ''])),
    found: {
      format: 'mlflow',
      ...(version !== undefined && { version }),
      ...(columns && { columns }),
      ...(example && { example }),
      more: [
        ['flavors', names.join(', ')],
        ['logged by', `MLflow ${textOf(said['mlflow_version']) ?? 'of an unknown version'}`],
        ['packages', requirementsIn(folder).join(', ')],
      ],
      obstacle: needsMlflow(textOf(said['mlflow_version'])),
    },
  };
}

/** The member of a flavor that names its file, and the one that has the version of its library. */
const dataOf: Readonly<Record<string, string>> = {
  sklearn: 'pickled_model',
  xgboost: 'data',
  lightgbm: 'data',
  catboost: 'data',
  onnx: 'data',
};
const versionOf: Readonly<Record<string, string>> = {
  sklearn: 'sklearn_version',
  xgboost: 'xgb_version',
  lightgbm: 'lgb_version',
  catboost: 'catboost_version',
  onnx: 'onnx_version',
};

function needsMlflow(version: string | undefined): Obstacle {
  return {
    because: 'no handler as generated loads this flavor',
    fix: `add  mlflow${version === undefined ? '' : `==${version}`}  and the packages of its requirements.txt to yours; in python/model.py, \`load\` returns  mlflow.pyfunc.load_model(model_dir)`,
  };
}

function textIn(folder: ModelFolder, path: string): string | undefined {
  const file = folder.paths.includes(path) ? folder.open(path) : undefined;
  return file && file.size <= mostText ? utf8(file.read(0, file.size)) : undefined;
}

function fileOf({ paths }: ModelFolder, named: string | undefined): string | undefined {
  return named !== undefined && paths.includes(named) ? named : undefined;
}

/** The signature is JSON within YAML: a list of columns with names, or of tensors. */
function columnsIn(signature: Members): Columns | undefined {
  const inputs = parsedList(textOf(signature['inputs'])).map(membersOf);
  if (inputs.length === 0 || inputs.some(({ type }) => type === 'tensor')) return undefined;
  const names = inputs.map(({ name }) => textOf(name) ?? '');
  const mayLack = inputs.some(({ required }) => required === false);
  return { count: inputs.length, ...(names.every((name) => name !== '') && { names }), mayLack };
}

function parsedList(text: string | undefined): readonly unknown[] {
  return listOf(objectIn(`{"list":${text ?? '[]'}}`)['list']);
}

/** The first record of the example that was saved with the model. */
function exampleIn(folder: ModelFolder, info: Members, count: number): readonly number[] | undefined {
  const example = objectIn(textIn(folder, textOf(info['artifact_path']) ?? 'input_example.json'));
  const row = listOf(listOf(membersOf(example['dataframe_split'] ?? example)['data'])[0]);
  const numbers = row.filter((cell) => typeof cell === 'number');
  return numbers.length === count ? numbers : undefined;
}

function requirementsIn(folder: ModelFolder): readonly string[] {
  const lines = (textIn(folder, 'requirements.txt') ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => /^[A-Za-z]/.test(line)).slice(0, 20);
}
