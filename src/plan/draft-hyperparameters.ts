import type { View } from '../model/file-plan.ts';

const epochs = integer('epochs', 1, 500, 50);
const network = [epochs, continuous('learning_rate', 0.0001, 1, 0.01), integer('units', 1, 1024, 16)];
const linear = [epochs, continuous('learning_rate', 0.001, 1, 0.1)];

/** What the example training of each framework reads. `python` and `flask` learn a mean, which has nothing to set. */
const byFramework: Readonly<Record<string, readonly View[]>> = {
  typescript: linear,
  onnxruntime: linear,
  'tensorflow-js': network,
  'scikit-learn': [
    integer('n_estimators', 1, 1000, 100),
    continuous('learning_rate', 0.001, 1, 0.1),
    integer('max_depth', 1, 32, 3),
  ],
  xgboost: [
    integer('num_round', 1, 1000, 50),
    continuous('learning_rate', 0.001, 1, 0.3),
    integer('max_depth', 1, 32, 6),
  ],
  lightgbm: [
    integer('num_iterations', 1, 1000, 50),
    continuous('learning_rate', 0.001, 1, 0.1),
    integer('num_leaves', 2, 1024, 31),
  ],
  catboost: [
    integer('iterations', 1, 1000, 50),
    continuous('learning_rate', 0.001, 1, 0.1),
    integer('depth', 1, 16, 6),
  ],
  pytorch: network,
  tensorflow: network,
  transformers: [epochs, continuous('learning_rate', 0.00001, 0.1, 0.001), integer('units', 8, 1024, 64)],
};

/** The hyperparameters that the first manifest of an algorithm has; none for a framework that nobody knows. */
export function draftHyperparameters(framework: string): readonly View[] {
  return byFramework[framework] ?? [];
}

function integer(name: string, min: number, max: number, usual: number): View {
  return { name, type: 'integer', values: [], hasRange: true, min, max, usual: String(usual) };
}

function continuous(name: string, min: number, max: number, usual: number): View {
  return { name, type: 'continuous', values: [], hasRange: true, min, max, usual: String(usual) };
}
