import type { Columns, FoundModel } from '../found-model.ts';
import { latin, type ModelFile, type Pieces, utf8 } from '../pieces.ts';
import { endBytes, type FileEnds, versionInUbjson, xgboostVersion } from '../xgboost-version.ts';

/** The names stand at the begin of a model, and what it is for at its end. */
const headBytes = 1 << 20;
const tailBytes = 1 << 16;

/** What `save_model` of XGBoost wrote. */
export function xgboostModel(file: ModelFile): FoundModel | undefined {
  const head = file.read(0, endBytes);
  const begin = latin(head);
  if (/^\s*\{\s*"(?:learner|version|Config)"/.test(begin)) return described(file, 'xgboost-json');
  if (begin.startsWith('{L\0\0\0\0\0\0\0\x07learner')) return described(file, 'xgboost-ubjson');
  return oldBinary(head);
}

function described(file: Pieces, format: 'xgboost-json' | 'xgboost-ubjson'): FoundModel {
  const head = file.read(0, headBytes);
  const tail = file.read(Math.max(0, file.size - tailBytes), tailBytes);
  const read = format === 'xgboost-json' ? readers.json : readers.ubjson;
  const version = xgboostVersion({ head, tail });
  const told = describeEnds({ head, tail }, version, read);
  return told.task === undefined && version === undefined ? cutOff(format) : { format, ...told };
}

/** The bytes of a booster within a pickle. */
export function boosterIn(ends: FileEnds): Omit<FoundModel, 'format'> {
  return describeEnds(ends, versionInUbjson(ends.tail), readers.ubjson);
}

function describeEnds(
  { head, tail }: FileEnds,
  version: string | undefined,
  read: Reader,
): Omit<FoundModel, 'format'> {
  const task = read.text(tail, 'name', 'objective');
  const count = Number(read.text(tail, 'num_feature', 'learner_model_param'));
  const names = read.list(head, 'feature_names');
  const columns: Columns | undefined =
    count > 0 ? { count, ...(names.length === count && { names }), mayLack: true } : undefined;
  const hasCategories = read.list(head, 'feature_types').includes('c');
  return {
    library: 'xgboost',
    ...(version !== undefined && { version }),
    ...(task !== undefined && { task }),
    ...(columns && { columns }),
    ...(hasCategories && { obstacle: categories }),
  };
}

const categories = {
  because: 'it has columns of categories, which the handler hands over in a data frame of pandas',
  fix: 'add  pandas  to requirements.txt, and put a record that it takes into the samples',
};

function cutOff(format: FoundModel['format']): FoundModel {
  return {
    format,
    library: 'xgboost',
    isPartlyRead: true,
    obstacle: { because: 'its end is not there', fix: 'copy or save it again', isFinal: true },
  };
}

interface Reader {
  /** The first text with this name that follows the last word `after`. */
  readonly text: (bytes: Uint8Array, name: string, after: string) => string | undefined;
  readonly list: (bytes: Uint8Array, name: string) => readonly string[];
}

const readers: Readonly<Record<'json' | 'ubjson', Reader>> = {
  json: {
    text: (bytes, name, after) =>
      new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`).exec(last(latin(bytes), `"${after}"`))?.[1],
    list: (bytes, name) => listInJson(utf8(bytes), name),
  },
  ubjson: {
    text: (bytes, name, after) => {
      const within = last(latin(bytes), after);
      const start = `${name}SL\0\0\0\0\0\0\0`;
      const at = within.indexOf(start);
      const from = at + start.length;
      return at < 0 ? undefined : within.slice(from + 1, from + 1 + within.charCodeAt(from));
    },
    list: listInUbjson,
  },
};

/** From the last place of a word on. */
function last(text: string, word: string): string {
  const at = text.lastIndexOf(word);
  return at < 0 ? '' : text.slice(at);
}

/** The texts of a list that ends within these bytes. */
function listInJson(text: string, name: string): readonly string[] {
  const [, list = ''] =
    new RegExp(`"${name}"\\s*:\\s*(\\[(?:\\s|,|"(?:[^"\\\\]|\\\\.)*")*\\])`).exec(text) ?? [];
  try {
    return JSON.parse(list) as string[];
  } catch {
    return [];
  }
}

function listInUbjson(bytes: Uint8Array, name: string): readonly string[] {
  const text = latin(bytes);
  const start = `${name}[#L`;
  const found = text.indexOf(start);
  if (found < 0) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = found + start.length;
  const eight = () => {
    if (at + 8 > bytes.length) return Number.POSITIVE_INFINITY;
    at += 8;
    return Number(view.getBigUint64(at - 8));
  };
  const texts: string[] = [];
  for (let left = eight(); left > 0; left -= 1) {
    if (text.slice(at, at + 2) !== 'SL') return [];
    at += 2;
    const length = eight();
    if (at + length > bytes.length) return [];
    texts.push(utf8(bytes.subarray(at, at + length)));
    at += length;
  }
  return texts;
}

/** Before version 1.0, and as `deprecated` until 3.0: numbers, then the objective with its length before it. */
function oldBinary(head: Uint8Array): FoundModel | undefined {
  const isMarked = latin(head.subarray(0, 4)) === 'binf';
  const param = head.subarray(isMarked ? 4 : 0);
  const length = param[sizeOfParam] ?? 0;
  const task = latin(param.subarray(sizeOfParam + 8, sizeOfParam + 8 + length));
  if (!/^(?:reg|binary|multi|rank|count|survival):[a-z_]+$/.test(task)) return undefined;
  const view = new DataView(param.buffer, param.byteOffset, param.byteLength);
  const count = view.getUint32(4, true);
  return {
    format: 'xgboost-binary',
    library: 'xgboost',
    task,
    ...(count > 0 && { columns: { count, mayLack: true } }),
    obstacle: {
      because: 'XGBoost 3.1 and newer do not read this format',
      fix: 'open it with the version of XGBoost that saved it, and save it again with  booster.save_model("model.json")',
    },
  };
}

const sizeOfParam = 136;
