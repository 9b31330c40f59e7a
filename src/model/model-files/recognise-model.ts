import type { FoundModel } from './found-model.ts';
import { catboostModel } from './kinds/catboost-model.ts';
import { huggingFaceModel } from './kinds/hugging-face-model.ts';
import { kerasInHdf5 } from './kinds/keras-model.ts';
import { lightgbmModel } from './kinds/lightgbm-model.ts';
import { type MlflowFolder, mlflowFolder } from './kinds/mlflow-model.ts';
import { onnxModel } from './kinds/onnx-model.ts';
import { pickledModel } from './kinds/pickled-model.ts';
import { savedModel } from './kinds/saved-model.ts';
import { tensorflowJsModel } from './kinds/tensorflow-js-model.ts';
import { gguf, safetensors } from './kinds/weights.ts';
import { xgboostModel } from './kinds/xgboost-model.ts';
import { zippedModel } from './kinds/zipped-model.ts';
import { type ModelFile, type ModelFolder, metered } from './pieces.ts';

/** What each kind of file says of itself, in the order in which they are tried. */
const fileKinds: readonly ((file: ModelFile) => FoundModel | undefined)[] = [
  tensorflowJsModel,
  xgboostModel,
  lightgbmModel,
  catboostModel,
  zippedModel,
  kerasInHdf5,
  gguf,
  safetensors,
  onnxModel,
  pickledModel,
];

/** Of one file, for all kinds together. */
const mostBytes = 128 << 20;

/** Undefined where no kind is known. */
export function recogniseFile(whole: ModelFile): FoundModel | undefined {
  const file = metered(whole, mostBytes);
  for (const recognise of fileKinds) {
    const found = recognise(file);
    if (found) return found;
  }
  return undefined;
}

/** The one model of a folder, and the files that belong to it. */
export interface FoundInFolder {
  readonly found: FoundModel;
  readonly paths: readonly string[];
}

/** Folders that are one model, in the order in which they are tried. */
const folderKinds: readonly ((folder: ModelFolder) => FoundModel | undefined)[] = [
  savedModel,
  huggingFaceModel,
];

/** All models of a folder: one where the folder as a whole is a model. */
export function recogniseFolder(folder: ModelFolder): readonly FoundInFolder[] {
  const logged = mlflowFolder(folder);
  if (logged) return [withoutMlflow(folder, logged) ?? { found: logged.found, paths: folder.paths }];
  for (const recognise of folderKinds) {
    const found = recognise(folder);
    if (found) return [{ found, paths: folder.paths }];
  }
  const models: FoundInFolder[] = [];
  for (const path of folder.paths) {
    const file = folder.open(path);
    const found = file && recogniseFile(file);
    if (found) models.push({ found, paths: [path] });
    if (models.length === mostModels) break;
  }
  return models;
}

/** Of more than one, the seller has to choose. */
const mostModels = 12;

/** Where a handler takes the file of the library as it is, MLflow is not needed to serve it. */
function withoutMlflow(folder: ModelFolder, { found, inner }: MlflowFolder): FoundInFolder | undefined {
  const file = inner === undefined ? undefined : folder.open(inner);
  const within = file && recogniseFile(file);
  if (!within || inner === undefined) return undefined;
  const { columns = within.columns, example, more = [] } = found;
  const version = within.version ?? found.version;
  return {
    paths: [inner],
    found: {
      ...within,
      ...(version !== undefined && { version }),
      ...(columns && {
        columns: { ...columns, ...within.columns, ...(columns.names && { names: columns.names }) },
      }),
      ...(example && { example }),
      more: [...(within.more ?? []), ...more],
    },
  };
}
