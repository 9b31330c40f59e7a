import type { ResolvedListing } from '../model/resolved-listing.ts';

/** What a framework adds to a listing besides its packages. */
interface FrameworkFiles {
  /** The folder of `listing/` that becomes `src/`. */
  readonly seeds: string;
  /** The seller's file that loads the model. */
  readonly handler: string;
  /** The files that its handler reads from the model's folder, as the end of a sentence. */
  readonly modelWords: string | null;
  /** Whether npm must not run the install scripts of packages. */
  readonly ignoresScripts: boolean;
  /** The folder of `listing/` that becomes `python/`. */
  readonly python: string | null;
  /** The file of `listing/` that trains, where it is not the one of the seeds and `train.py`. */
  readonly training?: string;
  /** What AWS's container of the framework adds to a script of `inference.entry`. */
  readonly script?: ScriptDefaults;
  /** The folder of `listing/` with a handler whose answers come piece by piece. */
  readonly streams?: string;
  /** The folder of `listing/` with a handler that holds conversations. */
  readonly conversations?: string;
  /** Whether its handler, as generated, takes a text for a record. */
  readonly takesTexts?: boolean;
}

interface ScriptDefaults {
  /** The file of `runtime/entry/` that has the functions. */
  readonly module: string;
  /** Whether `model_fn` is one of them. */
  readonly loadsModel: boolean;
}

function inPython(name: string, modelWords: string): FrameworkFiles {
  return {
    seeds: 'src-python',
    handler: 'python/model.py',
    modelWords,
    ignoresScripts: false,
    python: `python-${name}`,
  };
}

/** ONNX Runtime for CUDA runs in Python. */
const onnxInPython = 'onnxruntime in Python';

const frameworkFiles: Readonly<Record<string, FrameworkFiles>> = {
  typescript: {
    seeds: 'src',
    handler: 'src/inference.ts',
    modelWords: null,
    ignoresScripts: false,
    python: null,
    streams: 'src-streaming',
    conversations: 'src-bidirectional',
  },
  onnxruntime: {
    seeds: 'src-onnxruntime',
    handler: 'src/inference.ts',
    modelWords: 'one .onnx file, under any name',
    ignoresScripts: true,
    python: null,
  },
  [onnxInPython]: {
    ...inPython('onnxruntime', 'one .onnx or .ort file, under any name'),
    training: 'src-onnxruntime/training.ts',
  },
  'tensorflow-js': {
    seeds: 'src-tensorflow-js',
    handler: 'src/inference.ts',
    modelWords: 'model.json and the weight files that it names',
    ignoresScripts: false,
    python: null,
  },
  'scikit-learn': {
    ...inPython('scikit-learn', 'one .joblib or .pkl file, under any name'),
    script: { module: 'for_scikit_learn', loadsModel: false },
  },
  xgboost: {
    ...inPython(
      'xgboost',
      'one .json, .ubj or .model file, as save_model wrote it, or the xgboost-model of SageMaker’s own training',
    ),
    script: { module: 'for_xgboost', loadsModel: false },
  },
  lightgbm: inPython('lightgbm', 'one .txt or .model file, as save_model wrote it'),
  catboost: inPython('catboost', 'one .cbm or .json file, as save_model wrote it'),
  pytorch: {
    ...inPython('pytorch', 'one .pt or .pth file, as torch.jit.save wrote it'),
    script: { module: 'for_pytorch', loadsModel: true },
  },
  python: {
    ...inPython('plain', ''),
    modelWords: null,
    streams: 'python-streaming',
    conversations: 'python-bidirectional',
  },
  flask: { ...inPython('plain', ''), handler: 'web_app_serve.py', modelWords: null },
  transformers: {
    script: { module: 'for_transformers', loadsModel: true },
    ...inPython('transformers', 'config.json and the other files that save_pretrained writes'),
    takesTexts: true,
  },
  // It has no handler of ours.
  server: {
    seeds: '',
    handler: 'your program',
    modelWords: null,
    ignoresScripts: false,
    python: null,
  },
  tensorflow: inPython('tensorflow', 'one .keras or .h5 file, as model.save of Keras wrote it'),
  // The seller's own image has its code in it.
  image: { seeds: '', handler: '', modelWords: null, ignoresScripts: false, python: null },
};

/** Undefined for a name that an unvalidated manifest may have. */
export function frameworkFilesFor(name: string): FrameworkFiles | undefined {
  return frameworkFiles[name];
}

export function frameworkFilesOf({ framework, inference }: ResolvedListing): FrameworkFiles {
  const { name, family } = framework.framework;
  const files = frameworkFilesFor(name === 'onnxruntime' && family === 'python' ? onnxInPython : name);
  if (!files) throw new Error(`there are no seeds for the framework ${name}`);
  // The seller's script reads whatever it reads.
  return inference.entry === null ? files : { ...files, handler: inference.entry, modelWords: null };
}
