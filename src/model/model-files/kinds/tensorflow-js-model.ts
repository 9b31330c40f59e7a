import type { FoundModel, Tensor } from '../found-model.ts';
import { listOf, membersOf, objectIn, textOf } from '../json-values.ts';
import { latin, type ModelFile, utf8 } from '../pieces.ts';
import { describedLayers } from './keras-model.ts';

const mostText = 16 << 20;

/** The `model.json` of TensorFlow.js, which names the files of its weights. */
export function tensorflowJsModel(file: ModelFile): FoundModel | undefined {
  if (file.size > mostText || !/^\s*\{/.test(latin(file.read(0, 64)))) return undefined;
  const text = utf8(file.read(0, file.size));
  const model = text.includes('"weightsManifest"') ? objectIn(text) : {};
  if (!Array.isArray(model['weightsManifest'])) return undefined;
  const files = listOf(model['weightsManifest']).flatMap((group) => listOf(membersOf(group)['paths']));
  const version = /\d+(?:\.\d+)+/.exec(textOf(model['generatedBy']) ?? '')?.[0];
  const found = model['format'] === 'graph-model' ? ofGraph(model) : ofLayers(model);
  return {
    format: 'tensorflow-js',
    ...found,
    ...(found.inputs?.length === 0 && { obstacle: unknownRecord }),
    besides: files.map(String),
    more: [
      ['format', textOf(model['format']) ?? ''],
      ['made by', `${textOf(model['generatedBy']) ?? ''} ${textOf(model['convertedBy']) ?? ''}`.trim()],
    ],
    ...(version !== undefined && { version, library: 'TensorFlow.js' }),
  };
}

type Found = Omit<FoundModel, 'format'>;
type Members = Readonly<Record<string, unknown>>;

function ofGraph(model: Members): Found {
  const signature = membersOf(model['signature'] ?? membersOf(model['userDefinedMetadata'])['signature']);
  return { inputs: Object.entries(membersOf(signature['inputs'])).map(tensorOf) };
}

/** Several inputs, and layers that hold code, are no matter here: such layers do not exist in JavaScript. */
function ofLayers(model: Members): Found {
  const topology = membersOf(model['modelTopology']);
  const { obstacle, ...found } = describedLayers(membersOf(topology['model_config'] ?? topology));
  return { ...found, ...(found.ownClasses && obstacle && { obstacle: ownLayer }) };
}

const ownLayer = {
  because: 'it has layers that TensorFlow.js does not bring',
  fix: 'register their classes in src/inference.ts before the model is loaded',
};

const unknownRecord = {
  because: 'the file does not say what a record is',
  fix: 'put a record that it takes into samples/application-json.json, and look at src/inference.ts',
};

function tensorOf([name, value]: readonly [string, unknown]): Tensor {
  const { dtype, tensorShape } = membersOf(value);
  const sizes = listOf(membersOf(tensorShape)['dim']).map((dim) => Number(membersOf(dim)['size'] ?? -1));
  return {
    name,
    type: types[String(dtype)] ?? String(dtype),
    shape: sizes.map((size) => (size > 0 ? size : null)),
  };
}

const types: Readonly<Record<string, string>> = {
  DT_FLOAT: 'float32',
  DT_INT32: 'int32',
  DT_BOOL: 'bool',
  DT_STRING: 'string',
};
