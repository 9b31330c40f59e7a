import type { ScannedCode } from '../imports/image-code.ts';
import type { Installed } from '../imports/judge-imports.ts';
import type { InstanceSize } from '../model/catalogue.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import type { Tolerance } from './answers/compare-values.ts';

/** The body for one input type of the manifest; undefined where its file is missing. */
export interface Sample {
  readonly type: string;
  readonly path: string;
  readonly body: Uint8Array | undefined;
}

/** A sample with a body that is not empty. */
export interface WholeSample extends Sample {
  readonly body: Uint8Array;
}

/** By the name of the answer: `text-csv.json`. */
export interface ExpectedAnswers {
  readonly bodies: ReadonlyMap<string, Uint8Array>;
  /** For the answers whose numbers may differ more, or less, than usual. */
  readonly tolerances: ReadonlyMap<string, Tolerance>;
}

/** The seller's material for the rehearsal. */
export interface Materials {
  readonly listing: ResolvedListing;
  readonly samples: readonly Sample[];
  /** Hyperparameters of `local/input/config/hyperparameters.json`. */
  readonly hyperparameters: Readonly<Record<string, string>> | undefined;
  /** Folders of `local/input/data/`, by channel. */
  readonly data: ReadonlyMap<string, string>;
  /** The files of the model beside the manifest; none where an image of the seller's brings them. */
  readonly modelFiles: readonly string[];
  /** The files of the model whose bytes tell which library saved them. */
  readonly savedWith: () => Promise<readonly SavedWith[]>;
  /** The packages that the requirements name with one exact version. */
  readonly pinned: ReadonlyMap<string, string>;
  /** What the seller's code imports; undefined where nobody knows which files and packages the image has. */
  readonly code: ImportingCode | undefined;
  /** Whether the model is that of AWS's walk-through: a label `a` for everything. */
  readonly isWalkthrough: boolean;
  /** What lies beside the samples; undefined where the run records it. */
  readonly expected: ExpectedAnswers | undefined;
  /** What a release has answered; undefined where none was named. */
  readonly against: (ExpectedAnswers & { readonly release: string }) | undefined;
  /** A model that `npm run train` has left in `local/model`. */
  readonly localModel: string | undefined;
  /** The size of the model that SageMaker unpacks; undefined where it is in the image, or comes from a training. */
  readonly modelBytes: number | undefined;
  /** The declared types for endpoints and transforms, without those whose size is not known. */
  readonly servingTypes: readonly ServingType[];
}

export interface SavedWith {
  /** In the folder of the model. */
  readonly path: string;
  readonly library: 'scikit-learn' | 'xgboost';
  readonly version: string;
}

export interface ImportingCode {
  readonly scanned: ScannedCode;
  /** By the files of the listing. */
  readonly installed: Installed;
  /** What the Python of this machine has of these modules; undefined where there is none to ask. */
  readonly askPython: (modules: readonly string[]) => Promise<Installed['python'] | undefined>;
}

export interface ServingType extends InstanceSize {
  readonly type: string;
}
