import type { Buyers, CustomAttribute, Page, Pricing } from './product-page.ts';
import type { FindingSeverity, Policy } from './team-policy.ts';

/**
 * The manifest as the seller wrote it, after validation: the shape holds, optional members may be missing.
 * `schema/marketplace.schema.json` says the same to editors; `test/meta/schema.test.ts` compares both.
 */
export interface Manifest {
  readonly version: 1;
  readonly extends?: string | readonly string[];
  readonly product: Product;
  /** Needed, as is the base, unless there is an image of the seller's own. */
  readonly framework?: FrameworkName | FrameworkChoice;
  readonly server?: Server;
  readonly base?: BaseId | BaseByOs | BaseByContainer;
  readonly image?: string | OwnImages;
  readonly contentTypes: ContentTypes;
  readonly fields?: Fields;
  readonly artifacts?: Artifacts;
  readonly include?: readonly string[];
  readonly inference?: Inference;
  readonly training?: Training;
  readonly upload?: Upload;
  readonly validation?: Validation;
  readonly page?: Page;
  readonly customAttributes?: readonly CustomAttribute[];
  readonly buyers?: Buyers;
  readonly pricing?: Pricing;
  readonly regenerate?: Regenerate;
  /** Only extended files may have a policy. Policies are not merged, because all of them bind a listing. */
  readonly policy?: Policy;
}

export type ProductType = 'model-package' | 'algorithm';

export interface Product {
  readonly type: ProductType;
  readonly name: string;
  readonly release?: string;
  readonly title?: string;
  readonly description?: string;
}

/** One of the catalogue's framework names. */
export type FrameworkName = string;

export interface FrameworkChoice {
  readonly name: FrameworkName;
  readonly version?: string;
  readonly python?: string;
  readonly accelerator?: 'cuda';
}

/** The seller's own HTTP server. */
export interface Server {
  readonly command: readonly string[];
  readonly port: number;
  readonly ready: string;
  readonly invocations: string;
  readonly routes?: Readonly<Record<string, string>>;
  readonly bidirectional?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly startupSeconds?: number;
}

/** One of the catalogue's base ids, such as `debian:13`. */
export type BaseId = string;

export interface BaseByOs {
  readonly os: BaseId;
  readonly image?: string;
  readonly packages?: readonly string[];
}

export interface BaseByContainer {
  readonly deepLearningContainer: string;
  readonly tag: string;
}

/** Images that the seller builds. */
export interface OwnImages {
  readonly inference: string;
  readonly training?: string;
}

export interface ContentTypes {
  readonly input: readonly string[];
  readonly output: readonly string[];
}

export interface Fields {
  readonly input?: readonly Field[];
  readonly output?: readonly Field[];
}

export type FieldType =
  | 'number'
  | 'integer'
  | 'string'
  | 'boolean'
  | 'date'
  | 'image'
  | 'audio'
  | 'array'
  | 'object';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly description?: string;
  readonly unit?: string;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly values?: readonly (number | string)[];
  readonly required?: boolean;
  readonly default?: unknown;
  readonly example?: unknown;
}

export interface Artifacts {
  readonly mode: 'bundled' | 's3';
  readonly path: string;
  readonly s3Uri?: string;
}

export type Language = 'python' | 'typescript';

export interface Inference {
  readonly entry?: string;
  readonly language?: Language;
  readonly workers?: 'auto' | number;
  readonly preload?: boolean;
  readonly streaming?: boolean;
  readonly bidirectional?: boolean;
  readonly maxPayloadMB?: number;
  readonly timeoutSeconds?: number;
  readonly maxQueue?: number;
  readonly metrics?: boolean;
  readonly requireGpu?: boolean;
  readonly batching?: Batching | 'off';
  readonly environment?: Readonly<Record<string, string>>;
  readonly instances?: { readonly realtime?: readonly string[]; readonly transform?: readonly string[] };
}

export interface Batching {
  readonly maxSize: number;
  readonly maxDelayMs: number;
}

export interface Training {
  readonly image?: 'separate' | 'combined';
  readonly channels: readonly Channel[];
  readonly hyperparameters?: readonly Hyperparameter[];
  readonly entry?: string;
  readonly metrics?: readonly Metric[];
  readonly distributed?: boolean;
  readonly instances?: readonly string[];
}

export type InputMode = 'File' | 'FastFile' | 'Pipe';

export interface Channel {
  readonly name: string;
  readonly contentTypes: readonly string[];
  readonly inputModes?: readonly InputMode[];
  readonly required?: boolean;
  readonly description?: string;
}

export interface Hyperparameter {
  readonly name: string;
  readonly type: 'integer' | 'continuous' | 'categorical' | 'free-text';
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly string[];
  readonly default?: string | number;
  readonly required?: boolean;
  readonly tunable?: boolean;
  readonly description?: string;
}

export interface Metric {
  readonly name: string;
  readonly regex: string;
  readonly objective?: 'maximize' | 'minimize';
}

export interface Upload {
  readonly region?: string;
  readonly repository?: string;
  readonly scan?: Scan;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Scan {
  readonly block?: readonly FindingSeverity[];
  readonly waitMinutes?: number;
  readonly allow?: readonly AllowedFinding[];
}

export interface AllowedFinding {
  readonly id: string;
  readonly reason: string;
  /** A day as YYYY-MM-DD, the last on which the finding is let through. */
  readonly until: string;
}

export interface Validation {
  readonly role: string;
  readonly instance?: string;
  readonly transform: ValidationTransform;
  readonly training?: ValidationTraining;
}

export interface ValidationTransform {
  readonly input: string;
  readonly output: string;
  readonly contentType: string;
  readonly accept?: string;
  readonly split?: 'None' | 'Line' | 'RecordIO' | 'TFRecord';
  readonly strategy?: 'SingleRecord' | 'MultiRecord';
  readonly maxConcurrent?: number;
  readonly maxPayloadMB?: number;
  readonly amiVersion?: string;
}

export interface ValidationTraining {
  readonly channels: Readonly<Record<string, string>>;
  readonly output: string;
  readonly hyperparameters?: Readonly<Record<string, string>>;
}

export interface Regenerate {
  readonly keep?: readonly string[];
}

/** A value without the members that the schema refused. Rules read this. */
export type Accepted<T> = T extends readonly (infer Item)[]
  ? readonly (Accepted<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Accepted<T[Key]> | undefined }
    : T;
