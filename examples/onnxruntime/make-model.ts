// Writes model/iris.onnx:  node examples/onnxruntime/make-model.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onnxFile } from '../../listing/runtime/onnx-file.ts';

/** The average flower of each species, in centimetres: sepal length and width, petal length and width. */
const species = {
  setosa: [5.0, 3.4, 1.5, 0.2],
  versicolor: [5.9, 2.8, 4.3, 1.3],
  virginica: [6.6, 3.0, 5.6, 2.0],
};

/** The standard deviation of each column within one species. */
const deviations = [0.5, 0.33, 0.43, 0.2];

const middles = Object.values(species);

/**
 * The species of a flower if all species vary in the same way: each gets a weighted sum, and the largest
 * wins.
 */
export const weights = deviations.map((deviation, column) =>
  middles.map((middle) => (middle[column] ?? 0) / deviation ** 2),
);

export const offsets = middles.map((middle) =>
  middle.reduce((sum, value, column) => sum - value ** 2 / (2 * (deviations[column] ?? 1) ** 2), 0),
);

export function irisModel(): Uint8Array {
  return onnxFile({
    inputs: [{ name: 'lengths', type: 'float32', shape: ['flowers', 4] }],
    outputs: [
      { name: 'species', type: 'int64', shape: ['flowers'] },
      { name: 'probabilities', type: 'float32', shape: ['flowers', 3] },
    ],
    nodes: [
      { operator: 'Gemm', inputs: ['lengths', 'weights', 'offsets'], outputs: ['sums'] },
      { operator: 'ArgMax', inputs: ['sums'], outputs: ['species'], attributes: { axis: 1, keepdims: 0 } },
      { operator: 'Softmax', inputs: ['sums'], outputs: ['probabilities'], attributes: { axis: -1 } },
    ],
    weights: [
      { name: 'weights', shape: [4, 3], values: weights.flat() },
      { name: 'offsets', shape: [3], values: offsets },
    ],
  });
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(join(import.meta.dirname, 'model/iris.onnx'), irisModel());
