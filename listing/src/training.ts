import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { mean, readTables, scaled, scaleOf } from '../runtime/csv-table.ts';
import { reportScores } from '../runtime/scores.ts';
import { defineTraining, onlyThese } from '../runtime/training.ts';

// `train` runs this. The hyperparameters are checked against your manifest. Write your model to `modelDir`.
export default defineTraining({
  // This example trains a linear model on CSV files whose first column is the target, by gradient descent row by row.
  // Replace it with your own code.
  train: async ({ hyperparameters, channels, modelDir, report, signal }) => {
    const { train, validation } = await readTables(channels);
    // Your own code can use `hyperparameters.epochs`, which is typed. This example works with any manifest, and refuses
    // hyperparameters that it does not know.
    const given = onlyThese(hyperparameters, ['epochs', 'rounds', 'learning_rate']);
    const rounds = Number(given.epochs ?? given.rounds ?? 50);
    const rate = Number(given.learning_rate ?? 0.1);

    const scale = scaleOf(train.rows);
    const weights = scale.means.map(() => 0);
    let intercept = mean(train.targets);
    const predict = (row: readonly number[]) =>
      row.reduce((sum, value, column) => sum + value * (weights[column] ?? 0), intercept);

    const points = train.rows.map((row) => scaled(row, scale));
    const toCheck = validation.rows.map((row) => scaled(row, scale));
    // When the job is stopped, the model is saved below as it is.
    for (let round = 0; round < rounds && !signal.aborted; round += 1) {
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
    const model = {
      intercept: predict(origin),
      weights: weights.map((weight, column) => weight / (scale.deviations[column] ?? 1)),
    };
    await writeFile(join(modelDir, 'linear-model.json'), `${JSON.stringify(model, null, 2)}\n`);
  },
});
