import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { mean, readTables, scaled, scaleOf } from '../runtime/csv-table.ts';
import { reportScores } from '../runtime/scores.ts';
import { defineTraining } from '../runtime/training.ts';

// What `train` runs. The hyperparameters are checked and typed by your manifest; write what serving needs to `modelDir`.
export default defineTraining({
  // This example fits a linear model to CSV files whose first column is the target, by going down the gradient row by
  // row. Replace it by your own.
  train: async ({ hyperparameters, channels, modelDir, report, signal }) => {
    const { train, validation } = await readTables(channels);
    // In your own code: `hyperparameters.rounds`, which the compiler knows. This example takes what there is.
    const given: Readonly<Record<string, unknown>> = { ...hyperparameters };
    const rounds = Number(given['epochs'] ?? given['rounds'] ?? 50);
    const rate = Number(given['learning_rate'] ?? 0.1);

    const scale = scaleOf(train.rows);
    const weights = scale.means.map(() => 0);
    let intercept = mean(train.targets);
    const predict = (row: readonly number[]) =>
      row.reduce((sum, value, column) => sum + value * (weights[column] ?? 0), intercept);

    const points = train.rows.map((row) => scaled(row, scale));
    const toCheck = validation.rows.map((row) => scaled(row, scale));
    // When the job is stopped, what has been learnt so far is saved below.
    for (let round = 0; round < rounds && !signal.aborted; round += 1) {
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
    const model = {
      intercept: predict(origin),
      weights: weights.map((weight, column) => weight / (scale.deviations[column] ?? 1)),
    };
    await writeFile(join(modelDir, 'linear-model.json'), `${JSON.stringify(model, null, 2)}\n`);
  },
});
