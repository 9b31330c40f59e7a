import type { FoundModel, Obstacle, Tensor } from '../found-model.ts';
import type { ModelFile, Pieces } from '../pieces.ts';
import { fieldsOf, messagesIn, numberIn, type ProtoField, textIn } from '../protobuf.ts';

/** The numbers of fields in the published message types of ONNX. */
const model = { irVersion: 1, producer: 2, producerVersion: 3, graph: 7, operatorSet: 8 } as const;
const graph = { weight: 5, input: 11, output: 12 } as const;
const weight = { name: 8, external: 13 } as const;

/** An ONNX model. It has no mark of its own, so the whole of it must be a message with a graph. */
export function onnxModel(file: ModelFile): FoundModel | undefined {
  const [first = 0, version = 0] = file.read(0, 2);
  const isNamed = /\.onnx$/i.test(file.name);
  if (!isNamed && (first !== 8 || version === 0 || version > 40)) return undefined;
  const fields = fieldsOf(file);
  const [body] = messagesIn(fields, model.graph);
  if (!fields || !body || numberIn(fields, model.irVersion) === undefined)
    return isNamed ? { format: 'onnx', isPartlyRead: true, obstacle: cutOff } : undefined;
  const sets = messagesIn(fields, model.operatorSet).map(setOf);
  const { inputs, outputs, files } = described(fieldsOf(body));
  const producer = [model.producer, model.producerVersion].map((number) => textIn(fields, number) ?? '');
  const obstacle = outputs.every(({ type }) => type === 'no tensor') ? noAnswer : obstacleOf(inputs, sets);
  return {
    format: 'onnx',
    inputs,
    outputs,
    more: [
      ['operators', sets.map(({ domain, version }) => `${domain || 'ONNX'} ${version}`).join(', ')],
      ['made by', producer.join(' ').trim().split('\n')[0]?.slice(0, 80) ?? ''],
    ],
    ...(files.length > 0 && { besides: files }),
    ...(inputs.some(({ shape }) => shape.slice(1).some((size) => typeof size !== 'number')) && {
      assumed: [freeSizes],
    }),
    ...(obstacle && { obstacle }),
  };
}

const cutOff: Obstacle = {
  because: 'it is no whole ONNX model',
  fix: 'copy or export it again',
  isFinal: true,
};
const noAnswer: Obstacle = {
  because: 'none of its outputs is a tensor, and JavaScript reads nothing else',
  fix: 'export it with the option that gives tensors, such as `zipmap: False` of skl2onnx',
};
const freeSizes = 'where the model leaves a size of a record open, the sample has 1';

interface OperatorSet {
  readonly domain: string;
  readonly version: number;
}

function setOf(message: Pieces): OperatorSet {
  const fields = fieldsOf(message);
  return { domain: textIn(fields, 1) ?? '', version: numberIn(fields, 2) ?? 0 };
}

function described(fields: readonly ProtoField[] | undefined) {
  const weights = messagesIn(fields, graph.weight).map((message) => fieldsOf(message));
  const names = new Set(weights.map((one) => textIn(one, weight.name)));
  const files = weights.flatMap((one) => messagesIn(one, weight.external)).map(locationOf);
  return {
    // Older files list their weights among the inputs.
    inputs: messagesIn(fields, graph.input)
      .map(tensorOf)
      .filter(({ name }) => !names.has(name)),
    outputs: messagesIn(fields, graph.output).map(tensorOf),
    files: [...new Set(files.filter((name) => name !== undefined))],
  };
}

/** The file beside the model that has a weight. */
function locationOf(message: Pieces): string | undefined {
  const fields = fieldsOf(message);
  return textIn(fields, 1) === 'location' ? textIn(fields, 2) : undefined;
}

/** Name, then the type: of a tensor, the type of its cells and its shape. */
function tensorOf(message: Pieces): Tensor {
  const fields = fieldsOf(message);
  const [type] = messagesIn(fields, 2);
  const [tensor] = messagesIn(type && fieldsOf(type), 1);
  const inner = tensor && fieldsOf(tensor);
  const [shape] = messagesIn(inner, 2);
  const sizes = messagesIn(shape && fieldsOf(shape), 1).map(sizeOf);
  const cells = cellTypes[numberIn(inner, 1) ?? 0];
  return { name: textIn(fields, 1) ?? '', type: tensor ? (cells ?? 'unknown') : 'no tensor', shape: sizes };
}

function sizeOf(message: Pieces): number | string | null {
  const fields = fieldsOf(message);
  return numberIn(fields, 1) ?? textIn(fields, 2) ?? null;
}

const cellTypes: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  16: 'bfloat16',
};

const known = new Set([
  '',
  'ai.onnx',
  'ai.onnx.ml',
  'com.microsoft',
  'ai.onnx.training',
  'ai.onnx.preview.training',
]);

function obstacleOf(inputs: readonly Tensor[], sets: readonly OperatorSet[]): Obstacle | undefined {
  const foreign = sets.find(({ domain }) => !known.has(domain));
  if (foreign)
    return {
      because: `it needs the operators of ${foreign.domain}, which ONNX Runtime does not bring`,
      fix: 'register the library that has them in `load` of src/inference.ts',
    };
  const odd = inputs.find(({ type }) => /^(?:no tensor|unknown|b?float16)$/.test(type));
  if (odd) return { because: `its input ${odd.name} is ${odd.type}`, fix: 'fill it in src/inference.ts' };
  const fixed = inputs.find(({ shape: [records] }) => typeof records === 'number' && records !== 1);
  if (!fixed && inputs.length > 0) return undefined;
  return {
    because: fixed ? `its input ${fixed.name} takes ${fixed.shape[0]} records at once` : 'it has no input',
    fix: 'export it with a free first size, or fill its inputs in src/inference.ts',
  };
}
