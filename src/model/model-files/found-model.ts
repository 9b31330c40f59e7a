/** How a file of a model is saved. */
export type ModelFormat =
  | 'pickle'
  | 'joblib'
  | 'xgboost-json'
  | 'xgboost-ubjson'
  | 'xgboost-binary'
  | 'lightgbm-text'
  | 'catboost-binary'
  | 'catboost-json'
  | 'onnx'
  | 'keras'
  | 'hdf5'
  | 'saved-model'
  | 'torchscript'
  | 'torch-zip'
  | 'torch-export'
  | 'safetensors'
  | 'gguf'
  | 'mlflow'
  | 'hugging-face'
  | 'tensorflow-js';

/** What the bytes of a model say. Nothing was loaded, so what they do not say is absent. */
export interface FoundModel {
  readonly format: ModelFormat;
  /** The library that it is a model of, such as `scikit-learn`, and the version that saved it. */
  readonly library?: string;
  readonly version?: string;
  /** The class of the model: `sklearn.pipeline.Pipeline`, `Sequential`. */
  readonly class?: string;
  /** The classes of its steps or layers, in order. */
  readonly steps?: readonly string[];
  /** What it is for: an objective, a task. */
  readonly task?: string;
  /** How many columns a record has, and what they are called. */
  readonly columns?: Columns;
  /** A record that was saved with it. */
  readonly example?: readonly number[];
  /** Inputs and outputs with names, types and shapes. */
  readonly inputs?: readonly Tensor[];
  readonly outputs?: readonly Tensor[];
  /** What it tells apart, as texts. */
  readonly classes?: readonly string[];
  /** The modules that its classes come from, the first part of their names. */
  readonly modules?: readonly string[];
  /** Classes that no package has: those of the script that saved it, or of the seller's own modules. */
  readonly ownClasses?: readonly string[];
  /** What keeps the generated handler from serving it, as the end of a sentence. */
  readonly obstacle?: Obstacle;
  /** Files beside it that belong to it, as it names them. */
  readonly besides?: readonly string[];
  /** Lines that only this kind has: what it is called, and what was found. */
  readonly more?: readonly (readonly [string, string])[];
  /** What was taken for granted, as sentences. */
  readonly assumed?: readonly string[];
  /** Where the file ends too early, or is longer than what is read of one. */
  readonly isPartlyRead?: boolean;
}

export interface Columns {
  readonly count: number;
  readonly names?: readonly string[];
  /** Whether a record may lack values. */
  readonly mayLack: boolean;
  /** A value that the model knows, for each named column of texts. */
  readonly texts?: ReadonlyMap<string, string>;
}

export interface Tensor {
  readonly name: string;
  readonly type: string;
  /** A word or null where the size is free. */
  readonly shape: readonly (number | string | null)[];
}

export interface Obstacle {
  /** Why the handler as generated does not answer for it. */
  readonly because: string;
  /** What the seller does about it. */
  readonly fix: string;
  /** Code of the seller's does not help. */
  readonly isFinal?: true;
}
