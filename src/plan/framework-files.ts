import type { ResolvedListing } from '../model/resolved-listing.ts';

/** What a framework of the Node family brings to a listing besides its packages. */
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
}

const frameworkFiles: Readonly<Record<string, FrameworkFiles>> = {
  typescript: {
    seeds: 'src',
    shared: [],
    serving: [],
    training: [],
    modelWords: null,
    ignoresScripts: false,
  },
  onnxruntime: {
    seeds: 'src-onnxruntime',
    shared: [],
    serving: ['record-batches.ts'],
    training: ['onnx-file.ts'],
    modelWords: 'one .onnx file, under any name',
    ignoresScripts: true,
  },
  'tensorflow-js': {
    seeds: 'src-tensorflow-js',
    shared: ['model-files.ts'],
    serving: ['record-batches.ts'],
    training: [],
    modelWords: 'model.json and the weight files that it names',
    ignoresScripts: false,
  },
};

export function frameworkFilesOf({ framework }: ResolvedListing): FrameworkFiles {
  const { name } = framework.framework;
  const files = frameworkFiles[name];
  if (!files) throw new Error(`there are no seeds for the framework ${name}`);
  return files;
}
