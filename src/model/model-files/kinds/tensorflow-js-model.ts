import type { FoundModel, Tensor } from '../found-model.ts';
import { listOf, membersOf, objectIn, textOf } from '../json-values.ts';
import { latin, type ModelFile, utf8 } from '../pieces.ts';
import { describedLayers } from './keras-model.ts';

const mostText = 16 << 20;

/** The `model.json` of TensorFlow.js, which names the files of its weights. */
export function tensorflowJsModel(file: ModelFile): FoundModel | undefined {
  if (file.size > mostText || !/^\s*\{/.test(latin(file.read(0, 64)))) return undefined;
  const model = /"weightsManifest"/.test(latin(file.read(0, file.size)))
    ? objectIn(utf8(file.read(0, file.size)))
    : {};
  const files = listOf(model['weightsManifest']).flatMap((group) => listOf(membersOf(group)['paths']));
  const topology = membersOf(model['modelTopology']);
  if (files.length === 0) return undefined;
  const version = /\d+(?:\.\d+)+/.exec(textOf(model['generatedBy']) ?? '')?.[0];
  const isGraph = model['format'] === 'graph-model';
  const config = membersOf(topology['model_config'] ?? topology);
  const signature = membersOf(model['signature'] ?? membersOf(model['userDefinedMetadata'])['signature']);
  const inputs = Object.entries(membersOf(signature['inputs'])).map(tensorOf);
  const found = isGraph
    ? { inputs, ...(inputs.length === 0 && { obstacle: unknownRecord }) }
    : describedLayers(config);
  return {
    format: 'tensorflow-js',
    ...found,
    besides: files.map(String),
    more: [
      ['format', textOf(model['format']) ?? ''],
      ['made by', `${textOf(model['generatedBy']) ?? ''} ${textOf(model['convertedBy']) ?? ''}`.trim()],
    ],
    ...(version !== undefined && { version, library: 'TensorFlow.js' }),
  };
}

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
