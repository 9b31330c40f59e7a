import type { FoundModel, ModelFormat } from './found-model.ts';

/** Whether a listing answers for a model as generated, after the seller has done something, or only carries it. */
export type Grade = 'runs' | 'needs-load' | 'packaged-only';

/** How a kind of model is served today. */
interface Served {
  /** The framework whose handler takes it, or that is nearest to it. */
  readonly framework: string;
  /** The names that the handler takes, or their endings; the first is given to a file with another one. */
  readonly endings: readonly string[];
  /** Packages that the framework's image has. */
  readonly brings?: readonly string[];
  /** Why the handler does not take it as it is; absent where it does. */
  readonly obstacle?: { readonly because: string; readonly fix: string };
  readonly isOnlyPackaged?: true;
}

const scientific = ['numpy', 'scipy', 'scikit-learn', 'joblib', 'threadpoolctl', 'cloudpickle'];

/** Pickles, by the library of the object in them. */
const pickles: Readonly<Record<string, Served>> = {
  'scikit-learn': { framework: 'scikit-learn', endings: ['.pkl', '.joblib'], brings: scientific },
  lightgbm: { framework: 'lightgbm', endings: [], brings: ['lightgbm', ...scientific] },
  catboost: { framework: 'catboost', endings: [], brings: ['catboost', ...scientific] },
  xgboost: {
    framework: 'xgboost',
    endings: ['.model', 'xgboost-model'],
    brings: ['xgboost', 'xgboost-cpu', ...scientific],
  },
};

const anyPickle: Served = { framework: 'python', endings: [] };

const served: Readonly<Partial<Record<ModelFormat, Served>>> = {
  'xgboost-json': { framework: 'xgboost', endings: ['.json', 'xgboost-model'] },
  'xgboost-ubjson': { framework: 'xgboost', endings: ['.ubj', '.model', 'xgboost-model'] },
  'xgboost-binary': { framework: 'xgboost', endings: ['.model', 'xgboost-model'] },
  'lightgbm-text': { framework: 'lightgbm', endings: ['.txt', '.model'] },
  'catboost-binary': { framework: 'catboost', endings: ['.cbm'] },
  keras: { framework: 'tensorflow', endings: ['.keras'] },
  hdf5: { framework: 'tensorflow', endings: ['.h5'] },
  'saved-model': { framework: 'tensorflow', endings: [] },
  torchscript: { framework: 'pytorch', endings: ['.pt', '.pth'] },
  'torch-zip': { framework: 'pytorch', endings: [] },
  'torch-export': { framework: 'pytorch', endings: [] },
  safetensors: { framework: 'pytorch', endings: [] },
  'tensorflow-js': { framework: 'tensorflow-js', endings: ['model.json'] },
  mlflow: { framework: 'python', endings: [] },
  'hugging-face': { framework: 'transformers', endings: [] },
  gguf: { framework: 'python', endings: [], isOnlyPackaged: true },
  onnx: { framework: 'onnxruntime', endings: ['.onnx'] },
  'catboost-json': { framework: 'catboost', endings: ['.json'] },
};

export function servedBy({ format, library = '' }: FoundModel): Served {
  if (format === 'pickle' || format === 'joblib') return pickles[library] ?? anyPickle;
  return served[format] ?? anyPickle;
}

export interface Judged {
  readonly grade: Grade;
  readonly because: string;
  /** What the seller has to do before it answers. */
  readonly missing: readonly string[];
}

export function judge(found: FoundModel): Judged {
  const { obstacle: ofKind, isOnlyPackaged, brings = [], framework } = servedBy(found);
  const obstacle = found.obstacle ?? ofKind;
  const packages = (found.modules ?? []).filter((name) => !brings.includes(name));
  const lacking = packages.map(
    (name) => `add  ${name}  to requirements.txt, in the version that saved the model`,
  );
  if (obstacle) {
    const grade = isOnlyPackaged || found.obstacle?.isFinal ? 'packaged-only' : 'needs-load';
    return { grade, because: obstacle.because, missing: [obstacle.fix, ...lacking] };
  }
  if (packages.length > 0)
    return { grade: 'needs-load', because: `the image lacks ${packages.join(' and ')}`, missing: lacking };
  return { grade: 'runs', because: `the handler of ${framework} loads it and answers`, missing: [] };
}

/** The name that a file gets in the model's folder: its own, where the handler takes that. */
export function placeFor(name: string, { endings }: Served): string {
  const [first] = endings;
  if (first === undefined || endings.some((ending) => name === ending || name.endsWith(ending))) return name;
  return `${name.replace(/\.\w{1,8}$/, '')}${first}`;
}
