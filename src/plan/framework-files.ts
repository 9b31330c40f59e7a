import type { ResolvedListing } from '../model/resolved-listing.ts';

/** What a framework adds to a listing besides its packages. */
interface FrameworkFiles {
  /** The folder of `listing/` that becomes `src/`. */
  readonly seeds: string;
  /** The files that its handler reads from the model's folder, as the end of a sentence. */
  readonly modelWords: string | null;
  /** Whether npm must not run the install scripts of packages. */
  readonly ignoresScripts: boolean;
  /** The folder of `listing/` that becomes `python/`. */
  readonly python: string | null;
}

function inPython(name: string, modelWords: string): FrameworkFiles {
  return {
    seeds: 'src-python',
    modelWords,
    ignoresScripts: false,
    python: `python-${name}`,
  };
}

const frameworkFiles: Readonly<Record<string, FrameworkFiles>> = {
  typescript: {
    seeds: 'src',
    modelWords: null,
    ignoresScripts: false,
    python: null,
  },
  onnxruntime: {
    seeds: 'src-onnxruntime',
    modelWords: 'one .onnx file, under any name',
    ignoresScripts: true,
    python: null,
  },
  'tensorflow-js': {
    seeds: 'src-tensorflow-js',
    modelWords: 'model.json and the weight files that it names',
    ignoresScripts: false,
    python: null,
  },
  'scikit-learn': inPython('scikit-learn', 'one .joblib or .pkl file, under any name'),
  xgboost: inPython('xgboost', 'one .json, .ubj or .model file, as save_model wrote it'),
  lightgbm: inPython('lightgbm', 'one .txt or .model file, as save_model wrote it'),
  pytorch: inPython('pytorch', 'one .pt or .pth file, as torch.jit.save wrote it'),
  flask: { ...inPython('flask', ''), modelWords: null },
  tensorflow: inPython('tensorflow', 'one .keras or .h5 file, as model.save of Keras wrote it'),
};

export function frameworkFilesOf({ framework }: ResolvedListing): FrameworkFiles {
  const { name } = framework.framework;
  const files = frameworkFiles[name];
  if (!files) throw new Error(`there are no seeds for the framework ${name}`);
  return files;
}
