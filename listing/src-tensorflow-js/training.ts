import '@tensorflow/tfjs-backend-wasm';
import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { readTables, scaled, scaleOf, type Table } from '../runtime/csv-table.ts';
import { reportScores } from '../runtime/scores.ts';
import { defineTraining } from '../runtime/training.ts';
import { modelFiles } from './model-files.ts';

// What `train` runs. The hyperparameters are checked and typed by your manifest; write what serving needs to `modelDir`.
export default defineTraining({
  // This example fits a small network to CSV files whose first column is the target. Targets of 0 and 1 become
  // probabilities. Replace it by your own.
  train: async ({ hyperparameters, channels, modelDir, report, signal }) => {
    await tf.setBackend('wasm');
    const { train, validation } = await readTables(channels);
    // In your own code: `hyperparameters.epochs`, which the compiler knows. This example takes what there is.
    const given: Readonly<Record<string, unknown>> = { ...hyperparameters };

    const isBinary = train.targets.every((target) => target === 0 || target === 1);
    const columns = scaleOf(train.rows);
    const target = isBinary ? { means: [0], deviations: [1] } : scaleOf(train.targets.map((one) => [one]));
    const network = networkFor(columns.means.length, Number(given['units'] ?? 16), isBinary);
    network.compile({
      optimizer: tf.train.adam(Number(given['learning_rate'] ?? 0.01)),
      loss: isBinary ? 'binaryCrossentropy' : 'meanSquaredError',
    });
    // The scales become part of what is saved: it takes columns as they come.
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
      epochs: Number(given['epochs'] ?? given['rounds'] ?? 50),
      batchSize: Number(given['batch_size'] ?? 32),
      // The rows are mixed already, always in the same way.
      shuffle: false,
      verbose: 0,
      callbacks: {
        onEpochEnd: async () => {
          reportScores(report, {
            train: { predictions: predict(model, train), targets: train.targets },
            validation: { predictions: predict(model, validation), targets: validation.targets },
          });
          // Lets the stop signal through. What has been learnt until then is saved below.
          await setImmediate();
          network.stopTraining = signal.aborted;
        },
      },
    });
    await model.save(modelFiles(modelDir));
  },
});

function networkFor(width: number, units: number, isBinary: boolean) {
  // With a seed, the same rows always give the same model.
  const kernel = (seed: number) => ({ kernelInitializer: initializers.glorotUniform({ seed }) });
  return sequential({
    layers: [
      layers.dense({ inputShape: [width], units, activation: 'relu', ...kernel(1) }),
      layers.dense({ units: 1, activation: isBinary ? 'sigmoid' : 'linear', ...kernel(2) }),
    ],
  });
}

/** A layer that does not learn: each column times its factor, plus its offset. */
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
