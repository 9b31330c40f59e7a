import type { FoundModel } from '../model/model-files/found-model.ts';
import { recogniseFile, recogniseFolder } from '../model/model-files/recognise-model.ts';
import { folderOf, isBelow, nameOf, type ProjectFolder, under } from './project-folder.ts';

/** A model in a project, and the paths of its files in it. */
export interface ProjectModel {
  readonly found: FoundModel;
  /** The folder that is the model; undefined where a file is. */
  readonly folder: string | undefined;
  readonly paths: readonly string[];
}

/** Files that a model of a folder is known by. */
const marks = /^(?:saved_model\.pb|MLmodel|config\.json)$/;
const weights = /\.(?:safetensors|bin|h5|msgpack)$/;

/** Endings that models have; a name without one may be XGBoost’s. */
const endings =
  /\.(?:pkl|pickle|p|sav|joblib|model|ubj|json|txt|cbm|onnx|keras|h5|hdf5|pt|pth|pt2|ts|safetensors|gguf|bst|mar|bin)(?:\.(?:gz|z|bz2|xz|lzma))?$|(?:^|\/)xgboost-model$/i;

/** Each file that is looked into takes some time. */
const mostTried = 60;

/** The models of a project: folders that are one, and files. Other pickles, such as data, are none. */
export function modelsIn(folder: ProjectFolder): readonly ProjectModel[] {
  const paths = [...folder.sizes.keys()];
  const folders = [...new Set(paths.filter((path) => marks.test(nameOf(path))).map(folderOf))].slice(0, 12);
  const whole = folders.flatMap((place): ProjectModel[] => {
    const below = paths
      .filter((path) => isBelow(path, place))
      .map((path) => path.slice(place === '' ? 0 : place.length + 1));
    const hasMark = below.some((path) => path === 'saved_model.pb' || path === 'MLmodel');
    if (!hasMark && !below.some((path) => !path.includes('/') && weights.test(path))) return [];
    const [first] = recogniseFolder(folder.modelFolder(place));
    return first
      ? [{ found: first.found, folder: place, paths: first.paths.map((path) => under(place, path)) }]
      : [];
  });
  const isFree = (path: string) =>
    !whole.some((model) => model.folder !== '' && isBelow(path, model.folder ?? ''));
  const top = folder.modelFolder('');
  const single = paths
    .filter(
      (path) => endings.test(path) && !isSetting(path) && isFree(path) && (folder.sizes.get(path) ?? 0) > 0,
    )
    .sort((one, other) => one.split('/').length - other.split('/').length)
    .slice(0, mostTried)
    .flatMap((path): ProjectModel[] => {
      const file = top.open(path);
      const found = file && recogniseFile(file);
      return found && isModel(found) ? [{ found, folder: undefined, paths: [path] }] : [];
    });
  const isTop = whole.find((model) => model.folder === '');
  return isTop ? [isTop] : [...whole, ...single];
}

/** Texts that every project has, and that no library saves a model in. */
function isSetting(path: string): boolean {
  return /(?:^|\/)(?:requirements[\w.-]*\.txt|package(?:-lock)?\.json|tsconfig\.json|\w*readme\w*\.txt|license\.txt)$/i.test(
    path,
  );
}

/** A pickle of no library may hold anything: a table, words, settings. */
function isModel({ format, library }: FoundModel): boolean {
  return library !== undefined || (format !== 'pickle' && format !== 'joblib');
}
