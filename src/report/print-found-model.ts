import type { FoundModel, Tensor } from '../model/model-files/found-model.ts';
import type { Judged } from '../model/model-files/grades.ts';
import type { Paint } from '../problem/print-problems.ts';
import { replaceHidden } from '../text/hidden-characters.ts';
import { gradeColours, gradeWords } from './grade-words.ts';

export interface ReportedModel {
  /** As the seller named it. */
  readonly path: string;
  readonly found: FoundModel;
  readonly judged: Judged;
  readonly assumed: readonly string[];
}

/** What was found in a model, how a listing serves it, what was assumed, and what is missing. */
export function printFoundModel({ path, found, judged, assumed }: ReportedModel, paint: Paint): string {
  const rows = rowsOf(found).filter(([, value]) => value !== '');
  const width = Math.max(...rows.map(([name]) => name.length), 0);
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${shown(value)}`);
  const missing = judged.missing.map((step, index) => `  ${index + 1}. ${shown(step)}`);
  return [
    `${paint('bold', shown(path))}: ${kindInWords(found)}`,
    ...lines,
    '',
    `${paint(gradeColours[judged.grade], gradeWords[judged.grade])}: ${shown(judged.because)}`,
    ...(assumed.length > 0 ? ['', 'Assumed:', ...assumed.map((line) => `  ${shown(line)}`)] : []),
    ...(missing.length > 0 ? ['', 'Missing:', ...missing] : []),
    '',
  ].join('\n');
}

/** A file may hold anything, and a terminal obeys some of it. */
function shown(text: string): string {
  return replaceHidden(text.replaceAll('\n', ' '));
}

export function kindInWords({ format, library }: FoundModel): string {
  const words = formatWords[format];
  return library === undefined || words.includes(library) ? words : `${words} of ${library}`;
}

const formatWords: Readonly<Record<FoundModel['format'], string>> = {
  pickle: 'a pickle',
  joblib: 'a joblib file',
  'xgboost-json': 'a model in JSON',
  'xgboost-ubjson': 'a model in UBJSON',
  'xgboost-binary': 'a model in the old binary format',
  'lightgbm-text': 'a model in text',
  'catboost-binary': 'a model in binary',
  'catboost-json': 'a model in JSON',
  onnx: 'an ONNX model',
  keras: 'a Keras model',
  hdf5: 'a Keras model in HDF5',
  'saved-model': 'a SavedModel',
  torchscript: 'a TorchScript model',
  'torch-zip': 'a file of torch.save',
  'torch-export': 'a file of torch.export',
  safetensors: 'weights in safetensors',
  gguf: 'a GGUF model',
  mlflow: 'an MLflow model',
  'hugging-face': 'a Hugging Face model',
  'tensorflow-js': 'a TensorFlow.js model',
};

function rowsOf(found: FoundModel): readonly (readonly [string, string])[] {
  const { columns, classes = [], ownClasses = [], library, version } = found;
  return [
    ['class', [found.class ?? '', some((found.steps ?? []).map(lastName))].filter(Boolean).join(': ')],
    ['saved by', version === undefined ? '' : `${library ?? ''} ${version}`.trim()],
    ['for', found.task ?? ''],
    ['takes', columns ? takesWords(columns.count, columns.names) : tensorWords(found.inputs)],
    [
      'answers',
      classes.length > 0 ? `one of ${classes.length}: ${some(classes)}` : tensorWords(found.outputs),
    ],
    ['own code', some(ownClasses)],
    ...(found.more ?? []),
    ['read', found.isPartlyRead ? 'in part: it ends too early, or is too large to be read as a whole' : ''],
  ];
}

/** `LogisticRegression` of `sklearn.linear_model._logistic.LogisticRegression`. */
function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function takesWords(count: number, names: readonly string[] = []): string {
  return `${count} column${count === 1 ? '' : 's'}${names.length > 0 ? `: ${some(names)}` : ''}`;
}

function tensorWords(tensors: readonly Tensor[] = []): string {
  return some(
    tensors.map(({ name, type, shape }) => `${name} ${type}[${shape.map((size) => size ?? '?').join(', ')}]`),
  );
}

const most = 10;

function some(words: readonly string[]): string {
  const rest = words.length - most;
  return [...words.slice(0, most), ...(rest > 0 ? [`… ${rest} more`] : [])].join(', ');
}
