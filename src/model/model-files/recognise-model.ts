import type { FoundModel } from './found-model.ts';
import { catboostModel } from './kinds/catboost-model.ts';
import { kerasInHdf5 } from './kinds/keras-model.ts';
import { lightgbmModel } from './kinds/lightgbm-model.ts';
import { onnxModel } from './kinds/onnx-model.ts';
import { pickledModel } from './kinds/pickled-model.ts';
import { savedModel } from './kinds/saved-model.ts';
import { gguf, safetensors } from './kinds/weights.ts';
import { xgboostModel } from './kinds/xgboost-model.ts';
import { zippedModel } from './kinds/zipped-model.ts';
import { type ModelFile, type ModelFolder, metered } from './pieces.ts';

/** What each kind of file says of itself, in the order in which they are tried. */
const fileKinds: readonly ((file: ModelFile) => FoundModel | undefined)[] = [
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

/** Folders of a kind of their own, in the order in which they are tried. */
const folderKinds: readonly ((folder: ModelFolder) => FoundModel | undefined)[] = [savedModel];

/** All models of a folder: one where the folder as a whole is a model. */
export function recogniseFolder(folder: ModelFolder): readonly FoundInFolder[] {
  for (const recognise of folderKinds) {
    const found = recognise(folder);
    if (found) return [{ found, paths: folder.paths }];
  }
  return folder.paths.flatMap((path) => {
    const file = folder.open(path);
    const found = file && recogniseFile(file);
    return found ? [{ found, paths: [path] }] : [];
  });
}
