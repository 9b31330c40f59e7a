import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { mean, readTables, scaled, scaleOf } from '../runtime/csv-table.ts';
import { onnxFile } from '../runtime/onnx-file.ts';
import { reportScores } from '../runtime/scores.ts';
import { defineTraining, onlyThese } from '../runtime/training.ts';

// `train` runs this. The hyperparameters are checked against your manifest. Write your model to `modelDir`.
export default defineTraining({
  // This example trains a linear model on CSV files whose first column is the target, by gradient descent row by
  // row, and writes it as ONNX. It predicts probabilities if all targets are 0 or 1. Replace it with your own code.
  train: async ({ hyperparameters, channels, modelDir, report, signal }) => {
    const { train, validation } = await readTables(channels);
    // Your own code can use `hyperparameters.epochs`, which is typed. This example works with any manifest, and refuses
    // hyperparameters that it does not know.
    const given = onlyThese(hyperparameters, ['epochs', 'rounds', 'learning_rate']);
    const epochs = Number(given.epochs ?? given.rounds ?? 50);
    const rate = Number(given.learning_rate ?? 0.1);

    const isBinary = train.targets.every((target) => target === 0 || target === 1);
    const scale = scaleOf(train.rows);
    const weights = scale.means.map(() => 0);
    let intercept = isBinary ? 0 : mean(train.targets);
    const sumOf = (row: readonly number[]) =>
      row.reduce((sum, value, column) => sum + value * (weights[column] ?? 0), intercept);
    const predict = (row: readonly number[]) => (isBinary ? 1 / (1 + Math.exp(-sumOf(row))) : sumOf(row));

    const points = train.rows.map((row) => scaled(row, scale));
    const toCheck = validation.rows.map((row) => scaled(row, scale));
    // When the job is stopped, the model is saved below as it is.
    for (let epoch = 0; epoch < epochs && !signal.aborted; epoch += 1) {
      for (const [index, row] of points.entries()) {
        const error = (train.targets[index] ?? 0) - predict(row);
        // Divided by the squared length of the row, so that no step can overshoot.
        const step = (rate * error) / row.reduce((sum, value) => sum + value ** 2, 1);
        intercept += step;
        for (const [column, value] of row.entries()) weights[column] = (weights[column] ?? 0) + step * value;
      }
      reportScores(report, {
        train: { predictions: points.map(predict), targets: train.targets },
        validation: { predictions: toCheck.map(predict), targets: validation.targets },
      });
      // Lets the event loop handle the stop signal.
      await setImmediate();
    }

    // The saved model takes the original columns, without scaling.
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
