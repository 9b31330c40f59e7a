import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { mean, readTables, scaled, scaleOf } from '../runtime/csv-table.ts';
import { onnxFile } from '../runtime/onnx-file.ts';
import { reportScores } from '../runtime/scores.ts';
import { defineTraining } from '../runtime/training.ts';

// What `train` runs. The hyperparameters are checked and typed by your manifest; write what serving needs to `modelDir`.
export default defineTraining({
  // This example fits a linear model to CSV files whose first column is the target, by going down the gradient row by
  // row, and writes it as ONNX. Targets of 0 and 1 become probabilities. Replace it by your own.
  train: async ({ hyperparameters, channels, modelDir, report, signal }) => {
    const { train, validation } = await readTables(channels);
    // In your own code: `hyperparameters.epochs`, which the compiler knows. This example takes what there is.
    const given: Readonly<Record<string, unknown>> = { ...hyperparameters };
    const epochs = Number(given['epochs'] ?? given['rounds'] ?? 50);
    const rate = Number(given['learning_rate'] ?? 0.1);

    const isBinary = train.targets.every((target) => target === 0 || target === 1);
    const scale = scaleOf(train.rows);
    const weights = scale.means.map(() => 0);
    let intercept = isBinary ? 0 : mean(train.targets);
    const sumOf = (row: readonly number[]) =>
      row.reduce((sum, value, column) => sum + value * (weights[column] ?? 0), intercept);
    const predict = (row: readonly number[]) => (isBinary ? 1 / (1 + Math.exp(-sumOf(row))) : sumOf(row));

    const points = train.rows.map((row) => scaled(row, scale));
    const toCheck = validation.rows.map((row) => scaled(row, scale));
    // When the job is stopped, what has been learnt so far is saved below.
    for (let epoch = 0; epoch < epochs && !signal.aborted; epoch += 1) {
      for (const [index, row] of points.entries()) {
        const error = (train.targets[index] ?? 0) - predict(row);
        // Divided by the length of the row, so that no step can overshoot.
        const step = (rate * error) / row.reduce((sum, value) => sum + value ** 2, 1);
        intercept += step;
        for (const [column, value] of row.entries()) weights[column] = (weights[column] ?? 0) + step * value;
      }
      reportScores(report, {
        train: { predictions: points.map(predict), targets: train.targets },
        validation: { predictions: toCheck.map(predict), targets: validation.targets },
      });
      // Lets the stop signal through.
      await setImmediate();
    }

    // Saved for columns as they come, without the scale.
    const origin = scale.means.map((middle, column) => -middle / (scale.deviations[column] ?? 1));
    const unscaled = weights.map((weight, column) => weight / (scale.deviations[column] ?? 1));
    await writeFile(join(modelDir, 'model.onnx'), linearModel(sumOf(origin), unscaled, isBinary));
  },
});

function linearModel(intercept: number, weights: readonly number[], isBinary: boolean): Uint8Array {
  const sum = isBinary ? 'sum' : 'prediction';
  return onnxFile({
    inputs: [{ name: 'columns', type: 'float32', shape: ['records', weights.length] }],
    outputs: [{ name: 'prediction', type: 'float32', shape: ['records', 1] }],
    nodes: [
      { operator: 'Gemm', inputs: ['columns', 'weights', 'intercept'], outputs: [sum] },
      ...(isBinary ? [{ operator: 'Sigmoid', inputs: [sum], outputs: ['prediction'] }] : []),
    ],
    weights: [
      { name: 'weights', shape: [weights.length, 1], values: weights },
      { name: 'intercept', shape: [1], values: [intercept] },
    ],
  });
}
