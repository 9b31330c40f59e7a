import type { ResolvedListing } from '../model/resolved-listing.ts';

/** What a framework brings to a listing besides its packages. */
interface FrameworkFiles {
  /** The folder of `templates/` that becomes `src/`. */
  readonly seeds: string;
  /** Seeds that both the handler and the training code use. */
  readonly shared: readonly string[];
  /** Parts of the runtime that its handler uses. */
  readonly serving: readonly string[];
  /** Parts of the runtime that its training code uses. */
  readonly training: readonly string[];
  /** What its handler reads from the model's folder, as a sentence ends. */
  readonly modelWords: string | null;
  /** Whether npm must be kept from running what a package does when it is installed. */
  readonly ignoresScripts: boolean;
  /** The folder of `templates/` that becomes `python/`. */
  readonly python: string | null;
}

/** What stands between a worker and its Python process. */
const pythonServing = [
  'inference.py',
  'number-table.ts',
  'python-inference.ts',
  'record-batches.ts',
  'codecs/csv-doubles.ts',
  'codecs/read-numbers.ts',
  'codecs/table-of-npy.ts',
  'python/fault_words.py',
  'python/frames.py',
  'python/process.py',
  'python/python-link.ts',
  'python/python-process.ts',
  'python/values.py',
  'python/values.ts',
  'python/worker.py',
];

const pythonTraining = ['python-training.ts', 'tables.py', 'training.py', 'python/trainer.py'];

function inPython(name: string, modelWords: string): FrameworkFiles {
  return {
    seeds: 'src-python',
    shared: [],
    serving: pythonServing,
    training: pythonTraining,
    modelWords,
    ignoresScripts: false,
    python: `python-${name}`,
  };
}

const frameworkFiles: Readonly<Record<string, FrameworkFiles>> = {
  typescript: {
    seeds: 'src',
    shared: [],
    serving: [],
    training: ['csv-table.ts'],
    modelWords: null,
    ignoresScripts: false,
    python: null,
  },
  onnxruntime: {
    seeds: 'src-onnxruntime',
    shared: [],
    serving: ['record-batches.ts'],
    training: ['csv-table.ts', 'onnx-file.ts'],
    modelWords: 'one .onnx file, under any name',
    ignoresScripts: true,
    python: null,
  },
  'tensorflow-js': {
    seeds: 'src-tensorflow-js',
    shared: ['model-files.ts'],
    serving: ['record-batches.ts'],
    training: ['csv-table.ts'],
    modelWords: 'model.json and the weight files that it names',
    ignoresScripts: false,
    python: null,
  },
  'scikit-learn': inPython('scikit-learn', 'one .joblib or .pkl file, under any name'),
  xgboost: inPython('xgboost', 'one .json, .ubj or .model file, as save_model wrote it'),
  lightgbm: inPython('lightgbm', 'one .txt or .model file, as save_model wrote it'),
  pytorch: inPython('pytorch', 'one .pt or .pth file, as torch.jit.save wrote it'),
  flask: {
    ...inPython('flask', ''),
    serving: [],
    training: pythonTraining.filter((name) => name !== 'tables.py'),
    modelWords: null,
  },
  tensorflow: inPython('tensorflow', 'one .keras or .h5 file, as model.save of Keras wrote it'),
};

export function frameworkFilesOf({ framework }: ResolvedListing): FrameworkFiles {
  const { name } = framework.framework;
  const files = frameworkFiles[name];
  if (!files) throw new Error(`there are no seeds for the framework ${name}`);
  return files;
}
