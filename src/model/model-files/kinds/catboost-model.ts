import { FlatBuffer, type Table } from '../flatbuffer.ts';
import type { Columns, FoundModel } from '../found-model.ts';
import { listOf, membersOf, objectIn } from '../json-values.ts';
import { latin, type ModelFile, partOf, piecesOf, utf8 } from '../pieces.ts';

/** What `save_model` of CatBoost wrote. */
export function catboostModel(file: ModelFile): FoundModel | undefined {
  const head = file.read(0, 1024);
  if (latin(head.subarray(0, 4)) === 'CBM1') return ofBinary(file);
  return /^\s*\{\s*"(?:features_info|model_info)"/.test(latin(head)) ? ofJson(file) : undefined;
}

/** The member of a table by its number in CatBoost's schema of the file. */
const core = { trees: 1, info: 2 } as const;
const trees = { categories: 4, numbers: 5, texts: 12 } as const;
const feature = { hasNans: 0, place: 2, name: 4 } as const;
/** A feature that is no number has no borders. */
const otherFeature = { place: 1 } as const;

/** The model's core is read as a whole where it is not too large, because it is read here and there. */
const largestCore = 32 << 20;

function ofBinary(file: ModelFile): FoundModel {
  const whole = partOf(file, 8, file.size - 8);
  const buffer = new FlatBuffer(whole.size > largestCore ? whole : piecesOf(whole.read(0, whole.size)));
  const root = buffer.root();
  const info = new Map(
    buffer.tables(root, core.info).map((row) => [buffer.text(row, 0), buffer.text(row, 1)]),
  );
  const model = buffer.table(root, core.trees);
  const numbers = buffer.tables(model, trees.numbers).map((row) => featureOf(buffer, row));
  const others = [trees.categories, trees.texts].flatMap((member) =>
    buffer.tables(model, member).map((row) => buffer.int(row, otherFeature.place) ?? 0),
  );
  return found('catboost-binary', {
    numbers,
    others: others.length,
    about: info.get('catboost_version_info') ?? '',
    classes: info.get('class_params') ?? '',
    task: info.get('params') ?? '',
  });
}

interface Feature {
  readonly place: number;
  readonly name: string;
  readonly hasNans: boolean;
}

function featureOf(buffer: FlatBuffer, row: Table): Feature {
  return {
    place: buffer.int(row, feature.place) ?? 0,
    name: buffer.text(row, feature.name) ?? '',
    hasNans: buffer.flag(row, feature.hasNans),
  };
}

const headBytes = 8 << 20;

/** The description stands before the trees. */
function ofJson(file: ModelFile): FoundModel {
  const text = utf8(file.read(0, headBytes));
  const end = text.indexOf('"oblivious_trees"');
  const description = objectIn(`${text.slice(0, end).replace(/,\s*$/, '')}}`);
  const features = membersOf(description['features_info']);
  const about = membersOf(description['model_info']);
  const rows = listOf(features['float_features']).map(membersOf);
  return found('catboost-json', {
    numbers: rows.map((row) => ({
      place: Number(row['flat_feature_index'] ?? 0),
      name: String(row['feature_id'] ?? ''),
      hasNans: row['has_nans'] === true,
    })),
    others: listOf(features['categorical_features']).length + listOf(features['text_features']).length,
    about: String(about['catboost_version_info'] ?? ''),
    classes: JSON.stringify(about['class_params'] ?? {}),
    task: typeof about['params'] === 'string' ? about['params'] : JSON.stringify(about['params'] ?? {}),
  });
}

interface Described {
  readonly numbers: readonly Feature[];
  /** How many features are no numbers. */
  readonly others: number;
  readonly about: string;
  readonly classes: string;
  readonly task: string;
}

function found(
  format: FoundModel['format'],
  { numbers, others, about, classes, task }: Described,
): FoundModel {
  const version = /release (\d+(?:\.\d+)+)/.exec(about)?.[1];
  const names = listOf(membersOf(objectIn(classes))['class_names']).map(String);
  const { type: loss } = membersOf(membersOf(objectIn(task))['loss_function']);
  const columns = columnsOf(numbers);
  return {
    format,
    library: 'catboost',
    ...(version !== undefined && { version }),
    ...(typeof loss === 'string' && { task: loss }),
    ...(columns && others === 0 && { columns }),
    ...(names.length > 0 && { classes: names }),
    ...(others > 0 && { obstacle: withoutExample }),
    ...(!columns && others === 0 && { isPartlyRead: true }),
  };
}

const withoutExample = {
  because: 'it has columns of categories or texts, and the file has no example of them',
  fix: 'put a record that it takes into samples/text-csv.csv and samples/application-json.json',
};

/** A feature without a name is called by its place. */
function columnsOf(numbers: readonly Feature[]): Columns | undefined {
  if (numbers.length === 0) return undefined;
  const sorted = numbers.toSorted((one, other) => one.place - other.place);
  const isNamed = sorted.every(
    ({ name, place }, index) => place === index && name !== '' && name !== String(place),
  );
  return {
    count: (sorted.at(-1)?.place ?? 0) + 1,
    ...(isNamed && { names: sorted.map(({ name }) => name) }),
    mayLack: sorted.some(({ hasNans }) => hasNans),
  };
}
