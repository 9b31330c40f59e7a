import type { FoundModel, Obstacle, Tensor } from '../found-model.ts';
import type { ModelFolder, Pieces } from '../pieces.ts';
import { fieldsOf, messagesIn, numberIn, textIn } from '../protobuf.ts';

/** The numbers of fields in TensorFlow's published message types. */
const graph = { about: 1, signature: 5 } as const;
const about = { version: 5 } as const;
const signature = { input: 1, output: 2 } as const;

/** A folder that TensorFlow saved: `saved_model.pb` and the variables beside it. */
export function savedModel(folder: ModelFolder): FoundModel | undefined {
  const file = folder.paths.includes('saved_model.pb') ? folder.open('saved_model.pb') : undefined;
  const [first] = messagesIn(file && fieldsOf(file), 2);
  if (!first) return undefined;
  const fields = fieldsOf(first);
  const [notes] = messagesIn(fields, graph.about);
  const version = textIn(notes && fieldsOf(notes), about.version);
  const serving = messagesIn(fields, graph.signature).find(
    (entry) => textIn(fieldsOf(entry), 1) === 'serving_default',
  );
  const [definition] = messagesIn(serving && fieldsOf(serving), 2);
  const tensors = definition && fieldsOf(definition);
  return {
    format: 'saved-model',
    library: 'tensorflow',
    ...(version !== undefined && { version }),
    inputs: messagesIn(tensors, signature.input).map(tensorOf),
    outputs: messagesIn(tensors, signature.output).map(tensorOf),
    obstacle,
  };
}

const obstacle: Obstacle = {
  because: 'the handler loads what `model.save` of Keras wrote',
  fix: 'in `load` of python/model.py, return  tensorflow.saved_model.load(model_dir).signatures["serving_default"] , and call it in `predict`; or save the model with  model.save("model.keras")',
};

/** A name, and the type and shape behind it. */
function tensorOf(entry: Pieces): Tensor {
  const fields = fieldsOf(entry);
  const [info] = messagesIn(fields, 2);
  const inner = info && fieldsOf(info);
  const [shape] = messagesIn(inner, 3);
  const sizes = messagesIn(shape && fieldsOf(shape), 2).map((size) => numberIn(fieldsOf(size), 1) ?? 0);
  return {
    name: textIn(fields, 1) ?? '',
    type: types[numberIn(inner, 2) ?? 0] ?? 'unknown',
    // An open size is -1, whose highest bits get lost.
    shape: sizes.map((size) => (size > 2 ** 53 ? null : size)),
  };
}

const types: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'float64',
  3: 'int32',
  4: 'uint8',
  5: 'int16',
  6: 'int8',
  7: 'string',
  9: 'int64',
  10: 'bool',
  14: 'bfloat16',
  19: 'float16',
};
