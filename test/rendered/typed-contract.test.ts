import { expect, test } from 'vitest';
import { compileListings } from '../support/compile-listings.ts';
import { algorithm } from '../support/expect-problems.ts';

const metrics = `
  metrics:
    - { name: "train:loss", regex: "train:loss=([0-9.]+)" }
    - { name: "validation:auc", regex: "validation:auc=([0-9.]+)" }`;
const manifest = algorithm({
  contentTypes: 'contentTypes: { input: [text/csv, application/json], output: [application/json, text/csv] }',
  training: `
training:
  channels:
    - { name: train, contentTypes: [text/csv] }
    - { name: validation, contentTypes: [text/csv] }
  hyperparameters:
    - { name: rounds, type: integer, min: 1, max: 9, default: 3 }
    - { name: rate, type: continuous, min: 0.1, max: 1, default: 0.5 }
    - { name: loss, type: categorical, values: [log, hinge, square], default: log }
    - { name: weeks, type: integer, required: true }
    - { name: note, type: free-text, default: none }${metrics}`,
});

/** A seller's own code. It uses everything that the manifest names. */
const inference = `import type { InputType, OutputType } from '../runtime/contract.ts';
import { defineInference } from '../runtime/inference.ts';

const readers: Record<InputType, (record: unknown) => number> = {
  'text/csv': Number,
  'application/json': (record) => JSON.stringify(record).length,
};

function labelled(type: OutputType, score: number): unknown {
  switch (type) {
    case 'application/json':
      return { score };
    case 'text/csv':
      return [score];
    default:
      return type satisfies never;
  }
}

export default defineInference({
  load: () => 0.5,
  predict: (threshold, records, { contentType, accept }) => {
    const isTable = contentType === 'text/csv';
    const isNested = contentType === 'application/json';
    const limit = accept === 'text/csv' || isTable || isNested ? threshold : 0;
    return records.map((record) => labelled(accept, readers[contentType](record) - limit));
  },
});
`;
const training = `import { defineTraining, type TrainingJob } from '../runtime/training.ts';

function weigh(loss: TrainingJob['hyperparameters']['loss']): number {
  switch (loss) {
    case 'log':
      return 1;
    case 'hinge':
      return 2;
    case 'square':
      return 3;
    default:
      return loss satisfies never;
  }
}

export default defineTraining({
  train: ({ hyperparameters, channels, report }) => {
    const { rounds } = hyperparameters;
    const pace = rounds * hyperparameters.rate;
    const weight = weigh(hyperparameters.loss);
    const days = 7 * hyperparameters.weeks;
    const note = hyperparameters.note.trim();
    const rows = channels.train.dir;
    const checks = channels.validation.dir;
    report('train:loss', pace * weight * days);
    report('validation:auc', note.length + rows.length + checks.length);
  },
});
`;
const sources = { 'src/inference.ts': inference, 'src/training.ts': training };

type Place = readonly [path: keyof typeof sources, line: string];

/** Edits of the manifest, and exactly the lines that the compiler must then report. */
const edits: readonly [title: string, from: string, to: string, ...places: Place[]][] = [
  [
    'an input type is removed',
    'input: [text/csv, application/json]',
    'input: [text/csv]',
    ['src/inference.ts', "'application/json': (record)"],
    ['src/inference.ts', "contentType === 'application/json'"],
  ],
  [
    'an input type is added',
    'input: [text/csv, application/json]',
    'input: [text/csv, application/json, text/plain]',
    ['src/inference.ts', 'const readers'],
  ],
  [
    'an output type is removed',
    'output: [application/json, text/csv]',
    'output: [application/json]',
    ['src/inference.ts', "case 'text/csv'"],
    ['src/inference.ts', "accept === 'text/csv'"],
  ],
  [
    'an output type is added',
    'output: [application/json, text/csv]',
    'output: [application/json, text/csv, application/x-npy]',
    ['src/inference.ts', 'return type satisfies never'],
  ],
  ['a hyperparameter is renamed', 'name: rounds', 'name: epochs', ['src/training.ts', 'const { rounds }']],
  [
    'a hyperparameter is removed',
    '    - { name: weeks, type: integer, required: true }\n',
    '',
    ['src/training.ts', 'hyperparameters.weeks'],
  ],
  [
    'a number becomes a choice',
    'name: rate, type: continuous, min: 0.1, max: 1, default: 0.5',
    'name: rate, type: categorical, values: [slow, fast], default: slow',
    ['src/training.ts', 'hyperparameters.rate'],
  ],
  [
    'a number becomes a text',
    'name: weeks, type: integer, required: true',
    'name: weeks, type: free-text, required: true',
    ['src/training.ts', 'hyperparameters.weeks'],
  ],
  [
    'a text becomes a number',
    'name: note, type: free-text, default: none',
    'name: note, type: integer, default: 1',
    ['src/training.ts', 'hyperparameters.note'],
  ],
  ['a choice is removed', '[log, hinge, square]', '[log, square]', ['src/training.ts', "case 'hinge'"]],
  [
    'a choice is added',
    '[log, hinge, square]',
    '[log, hinge, square, huber]',
    ['src/training.ts', 'return loss satisfies never'],
  ],
  [
    'a required hyperparameter becomes optional',
    'name: weeks, type: integer, required: true',
    'name: weeks, type: integer',
    ['src/training.ts', 'hyperparameters.weeks'],
  ],
  [
    'a hyperparameter loses its default',
    'name: note, type: free-text, default: none',
    'name: note, type: free-text',
    ['src/training.ts', 'hyperparameters.note'],
  ],
  ['a channel is renamed', 'name: train,', 'name: training,', ['src/training.ts', 'channels.train.dir']],
  [
    'a channel becomes optional',
    'name: validation, contentTypes: [text/csv]',
    'name: validation, contentTypes: [text/csv], required: false',
    ['src/training.ts', 'channels.validation.dir'],
  ],
  [
    'a metric is renamed',
    'name: "train:loss"',
    'name: "train:cost"',
    ['src/training.ts', "report('train:loss'"],
  ],
  [
    'all metrics are removed',
    metrics,
    '',
    ['src/training.ts', "report('train:loss'"],
    ['src/training.ts', "report('validation:auc'"],
  ],
];

const manifests = [manifest, ...edits.map(([, from, to]) => manifest.replace(from, to))];
let compiled: readonly string[] | undefined;

/** The compiler's output for the listing of this manifest. */
function printedOf(yaml: string): string {
  compiled ??= compileListings(manifests.map((one) => ({ yaml: one, files: sources })));
  return compiled[manifests.indexOf(yaml)] ?? 'it is not compiled';
}

test('a seller’s code that fits the manifest compiles', () => {
  expect(printedOf(manifest)).toBe('');
});

test.each(edits)(
  'when %s, the compiler shows the lines that no longer fit',
  (_title, from, to, ...places) => {
    expect(manifest.split(from), 'places that are edited').toHaveLength(2);
    const printed = printedOf(manifest.replace(from, to));
    const shown = [...printed.matchAll(/^(\S+)\((\d+),\d+\): error TS\d+: /gm)].map(
      ([, path, line]) => `${path}:${line}`,
    );
    expect([...new Set(shown)], printed).toEqual(places.map(placeOf));
  },
);

function placeOf([path, line]: Place): string {
  const [before, after, ...others] = sources[path].split(line);
  expect([after, others], line).toEqual([expect.any(String), []]);
  return `${path}:${before?.split('\n').length}`;
}
