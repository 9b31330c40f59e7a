import '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { defineInference } from '../runtime/inference.ts';
import { batchRecords, predictionsOf } from '../runtime/record-batches.ts';
import { hasLayers, modelFiles } from './model-files.ts';

// Loads and calls your model. As generated, this works for any layers model or graph model. Edit it if your model
// needs something else.
export default defineInference({
  // Runs once per worker. `/ping` answers 503 until it has finished.
  load: async ({ modelDir }) => {
    await tf.setBackend('wasm');
    const files = modelFiles(modelDir);
    const model = (await hasLayers(modelDir)) ? await loadLayersModel(files) : await loadGraphModel(files);
    return { model, inputs: model.inputs.map(inputOf) };
  },

  // Runs for every call. A CSV row, a JSON array or a NumPy row fills the model's inputs from left to right. A JSON
  // object fills them by name. It returns one prediction per record: a number if the model gives one number, an
  // array, or an object by output name if the model has several outputs. Prepare the records before `predict`
  // (reorder, scale, look up), and convert classes to names after it. Throw `BadBody` from
  // '../runtime/inference.ts' to report a bad record.
  predict: async ({ model, inputs }, records) => {
    if (records.length === 0) return [];
    const batches = batchRecords(records, inputs);
    // `tidy` frees every tensor that it does not return: the garbage collector does not free them.
    const outputs = tf.tidy(() => {
      const tensors = batches.map(({ type, cells, shape }) => tf.tensor(cells, [...shape], type));
      return byName(model.predict(tensors, { batchSize: records.length }), model.outputs);
    });
    try {
      const read = Object.entries(outputs).map(async ([name, tensor]) => {
        const { dtype: type, shape } = tensor;
        return { name, type, shape, cells: await tensor.data() };
      });
      return predictionsOf(await Promise.all(read), records.length);
    } finally {
      tf.dispose(outputs);
    }
  },
});

interface Described {
  readonly name: string;
  readonly dtype: tf.DataType;
  readonly shape?: readonly (number | null)[];
}

/** The first axis of every shape is the records. */
function inputOf({ name, dtype, shape = [] }: Described) {
  if (dtype === 'complex64') throw new Error(`the input "${name}" is complex: fill it in src/inference.ts`);
  // An open length is null in a layers model and -1 in a graph model.
  return { name, type: dtype, shape: shape.slice(1).map((length) => (length === -1 ? null : length)) };
}

/** TensorFlow.js returns one output as a tensor, and several outputs as a list or by name. */
function byName(
  result: tf.Tensor | tf.Tensor[] | tf.NamedTensorMap,
  outputs: readonly Described[],
): tf.NamedTensorMap {
  if (!(result instanceof tf.Tensor || Array.isArray(result))) return result;
  return Object.fromEntries(
    [result].flat().map((tensor, at) => [outputs[at]?.name ?? `output ${at}`, tensor]),
  );
}
