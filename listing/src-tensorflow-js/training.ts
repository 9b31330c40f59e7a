import '@tensorflow/tfjs-backend-wasm';
import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { readTables, scaled, scaleOf, type Table } from '../runtime/csv-table.ts';
import { reportScores } from '../runtime/scores.ts';
import { defineTraining, onlyThese } from '../runtime/training.ts';
import { modelFiles } from './model-files.ts';

// `train` runs this. The hyperparameters are checked against your manifest. Write your model to `modelDir`.
export default defineTraining({
  // This example trains a small network on CSV files whose first column is the target. It predicts probabilities if
  // all targets are 0 or 1. Replace it with your own code.
  train: async ({ hyperparameters, channels, modelDir, report, signal }) => {
    await tf.setBackend('wasm');
    const { train, validation } = await readTables(channels);
    // Your own code can use `hyperparameters.epochs`, which is typed. This example works with any manifest, and refuses
    // hyperparameters that it does not know.
    const given = onlyThese(hyperparameters, ['epochs', 'rounds', 'learning_rate', 'units', 'batch_size']);

    const isBinary = train.targets.every((target) => target === 0 || target === 1);
    const columns = scaleOf(train.rows);
    const target = isBinary ? { means: [0], deviations: [1] } : scaleOf(train.targets.map((one) => [one]));
    const network = networkFor(columns.means.length, Number(given.units ?? 16), isBinary);
    network.compile({
      optimizer: tf.train.adam(Number(given.learning_rate ?? 0.01)),
      loss: isBinary ? 'binaryCrossentropy' : 'meanSquaredError',
    });
    // The scaling is part of the saved model, so it takes the original columns.
    const model = sequential({
      layers: [
        shift(
          columns.deviations.map((deviation) => 1 / deviation),
          columns.means.map((middle, column) => -middle / (columns.deviations[column] ?? 1)),
        ),
        network,
        shift(target.deviations, target.means),
      ],
    });

    const rows = tf.tensor2d(train.rows.map((row) => scaled(row, columns)));
    const targets = tf.tensor2d(train.targets.map((one) => scaled([one], target)));
    await network.fit(rows, targets, {
      epochs: Number(given.epochs ?? given.rounds ?? 50),
      batchSize: Number(given.batch_size ?? 32),
      // The rows are already shuffled, in the same order in every run.
      shuffle: false,
      verbose: 0,
      callbacks: {
        onEpochEnd: async () => {
          reportScores(report, {
            train: { predictions: predict(model, train), targets: train.targets },
            validation: { predictions: predict(model, validation), targets: validation.targets },
          });
          // Lets the event loop handle the stop signal. The model is then saved below as it is.
          await setImmediate();
          network.stopTraining = signal.aborted;
        },
      },
    });
    await model.save(modelFiles(modelDir));
  },
});

function networkFor(width: number, units: number, isBinary: boolean) {
  // A fixed seed: the same rows always give the same model.
  const kernel = (seed: number) => ({ kernelInitializer: initializers.glorotUniform({ seed }) });
  return sequential({
    layers: [
      layers.dense({ inputShape: [width], units, activation: 'relu', ...kernel(1) }),
      layers.dense({ units: 1, activation: isBinary ? 'sigmoid' : 'linear', ...kernel(2) }),
    ],
  });
}

/** A layer with fixed weights: each column is multiplied by its factor, and its offset is added. */
function shift(factors: readonly number[], offsets: readonly number[]) {
  const units = factors.length;
  const diagonal = factors.map((factor, row) => factors.map((_, column) => (row === column ? factor : 0)));
  const weights = [tf.tensor2d(diagonal), tf.tensor1d([...offsets])];
  return layers.dense({ inputShape: [units], units, trainable: false, weights });
}

function predict(model: LayersModel, { rows }: Table): number[] {
  return tf.tidy(() => {
    const predicted = model.predict(tf.tensor2d(rows.map((row) => [...row])), { batchSize: rows.length });
    return Array.from([predicted].flat()[0]?.dataSync() ?? []);
  });
}
