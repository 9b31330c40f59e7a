import type { FoundModel, Obstacle } from '../found-model.ts';
import { estimatorOf } from '../pickle/estimator.ts';
import { obstacleOf } from '../pickle/estimator-obstacle.ts';
import {
  isBytes,
  isDict,
  isObject,
  itemsOf,
  memberOf,
  type Pickled,
  type PickledObject,
} from '../pickle/pickled.ts';
import { type SortedNames, sortNames } from '../pickle/pickled-names.ts';
import { type ReadPickle, readPickle } from '../pickle/read-pickle.ts';
import type { ModelFile, Pieces } from '../pieces.ts';
import { longestSklearnVersion, sklearnVersion } from '../sklearn-version.ts';
import { unpackedStart, wrappedBy } from '../unpacked.ts';
import type { FileEnds } from '../xgboost-version.ts';
import { boosterIn } from './xgboost-model.ts';

/** A file of pickle or joblib, packed or not. */
export function pickledModel(file: ModelFile): FoundModel | undefined {
  const wrapped = wrappedBy(file);
  if (wrapped === 'lz4') return isNamedSo(file) ? packedPickle : undefined;
  const content = wrapped ? unpackedStart(file, wrapped) : file;
  const read = readPickle(content);
  if (!read || !isPickle(read, content)) return undefined;
  const format = wrapped || read.names.some((name) => name.startsWith('joblib.')) ? 'joblib' : 'pickle';
  const found = describe(read, content, sortNames(read.names));
  return { format, ...found, ...(!read.isWhole && { isPartlyRead: true }) };
}

/** Without the mark of a protocol, any text could begin as a pickle does. */
function isPickle({ isWhole, length, names }: ReadPickle, content: Pieces): boolean {
  const [mark = 0, protocol = 0] = content.read(0, 2);
  if (mark === 0x80 && protocol >= 2 && protocol <= 5) return true;
  return isWhole && length === content.size && names.length > 0;
}

function isNamedSo({ name }: ModelFile): boolean {
  return /\.(?:joblib|pkl|pickle|jl|sav)(?:\.\w+)?$/i.test(name);
}

const packedPickle: FoundModel = {
  format: 'joblib',
  isPartlyRead: true,
  obstacle: {
    because: 'its compression is none that this tool unpacks',
    fix: 'save it again with  joblib.dump(model, "model.joblib", compress=3)',
  },
};

type Described = Omit<FoundModel, 'format'>;

function describe(read: ReadPickle, content: Pieces, sorted: SortedNames): Described {
  const { value } = read;
  const needs = { modules: sorted.packages, ownClasses: sorted.own };
  const refused = obstacleInNames(sorted);
  if (!isObject(value)) {
    return { ...needs, more: [['holds', inWords(value)]], obstacle: refused ?? holdsNoModel(value) };
  }
  const library = libraryOf(value.of);
  const described = library === undefined ? unknownClass(value) : describers[library](value, content);
  const obstacle = refused ?? described.obstacle;
  return { ...needs, ...described, ...(obstacle && { obstacle }) };
}

type Library = 'scikit-learn' | 'booster' | 'other-booster';

/** `other-booster` is saved better in the format of its library. */
function libraryOf(name: string): Library | undefined {
  if (name === 'xgboost.core.Booster') return 'booster';
  if (/^(?:lightgbm\.basic\.Booster|catboost\.core\.\w+)$/.test(name)) return 'other-booster';
  return /^(?:sklearn|imblearn|lightgbm\.sklearn|xgboost\.sklearn)\./.test(name) ? 'scikit-learn' : undefined;
}

const describers: Readonly<Record<Library, (object: PickledObject, content: Pieces) => Described>> = {
  'scikit-learn': (object, content) => {
    const estimator = estimatorOf(object);
    const { steps, columns, classes } = estimator;
    const version = sklearnVersionIn(object, content);
    const obstacle = obstacleOf(estimator);
    return {
      library: 'scikit-learn',
      ...(version !== undefined && { version }),
      class: object.of,
      steps,
      ...(columns && { columns }),
      ...(classes.length > 0 && { classes }),
      ...(obstacle && { obstacle }),
    };
  },
  booster: (object) => {
    const handle = endsIn(memberOf(object, 'handle'));
    return { library: 'xgboost', ...(handle && boosterIn(handle)), class: object.of };
  },
  'other-booster': ({ of }) => ({
    library: of.startsWith('catboost') ? 'catboost' : 'lightgbm',
    class: of,
    obstacle: {
      because: 'the handler loads what `save_model` wrote, and this is a pickle',
      fix: `save it again with  model.save_model("model.${of.startsWith('catboost') ? 'cbm' : 'txt'}")`,
    },
  }),
};

/** A bytearray is made of bytes, and bytes in the oldest protocols of a text with a letter for each. */
function endsIn(value: Pickled | undefined): FileEnds | undefined {
  if (isObject(value)) return endsIn(itemsOf(value.args)[0]);
  if (isBytes(value)) return value;
  if (typeof value !== 'string') return undefined;
  const bytes = Uint8Array.from(value, (letter) => letter.charCodeAt(0));
  return { head: bytes, tail: bytes };
}

function unknownClass({ of }: PickledObject): Described {
  return {
    class: of,
    obstacle: {
      because: `nothing here knows how ${of || 'its object'} answers`,
      fix: 'write `load` and `predict` in python/model.py',
    },
  };
}

/** Every estimator has it in its state. In a file that is not read to its end, the bytes are searched. */
function sklearnVersionIn(object: PickledObject, content: Pieces): string | undefined {
  const said = memberOf(object, '_sklearn_version');
  if (typeof said === 'string') return said;
  const tail = Math.max(0, content.size - searched);
  return sklearnVersion(content.read(0, searched)) ?? sklearnVersion(content.read(tail, searched));
}

const searched = (1 << 20) + longestSklearnVersion;

function obstacleInNames({ own, dangerous }: SortedNames): Obstacle | undefined {
  const [danger] = dangerous;
  if (danger !== undefined)
    return {
      because: `it calls ${danger} when it is loaded, which no model needs`,
      fix: 'do not load it; get the model again from somebody you know',
      isFinal: true,
    };
  const [first] = own;
  if (first === undefined) return undefined;
  if (first.startsWith('__main__.'))
    return {
      because: `${first} was defined in the script that saved it, where nobody else finds it`,
      fix: 'define it in a module of its own, import it from there, and save the model again',
    };
  const [module] = first.split('.');
  return {
    because: `${first} is of no package that this tool knows`,
    fix: `if \`${module}\` is your own, put it beside marketplace.yaml and write  include: [${module}] ; if it is a package, add it to requirements.txt`,
  };
}

function holdsNoModel(value: Pickled | undefined): Obstacle {
  return {
    because: `it holds ${inWords(value)}, and no estimator`,
    fix: 'in python/model.py, let `load` take your model from it',
  };
}

function inWords(value: Pickled | undefined): string {
  if (isDict(value)) return `a dict${keysOf(value.entries.map(([key]) => key))}`;
  if (itemsOf(value).length > 0) return `a list of ${itemsOf(value).length} things`;
  return typeof value === 'object' || value === undefined ? 'something else' : `a ${typeof value}`;
}

function keysOf(keys: readonly Pickled[]): string {
  const names = keys.filter((key) => typeof key === 'string').slice(0, 8);
  return names.length > 0 ? ` with ${names.join(', ')}` : '';
}
