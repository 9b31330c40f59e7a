import type { BaseImage, Codec, ContentType, Framework, FrameworkVersion } from './catalogue.ts';
import type { Json } from './file-plan.ts';
import type {
  AllowedFinding,
  Batching,
  FieldType,
  Hyperparameter,
  InputMode,
  Language,
  ProductType,
  ValidationTraining,
} from './manifest.ts';
import type { PrintPattern } from './print-pattern.ts';
import type { ManifestPath } from './problem.ts';
import type { ResolvedGpu } from './resolved-gpu.ts';
import type { WhatBuyersGet } from './resolved-page.ts';
import type { ResolvedServer } from './resolved-server.ts';
import type { FindingSeverity } from './team-policy.ts';
import type { WebSocketPackage } from './web-socket-package.ts';

/** A manifest with all defaults filled in. Plans are made from this alone. */
export interface ResolvedListing extends WhatBuyersGet {
  readonly productType: ProductType;
  readonly name: string;
  readonly release: string;
  readonly title: string;
  readonly description: string;
  readonly framework: ResolvedFramework;
  /** Null for an image that only uses processors. */
  readonly gpu: ResolvedGpu | null;
  /** The program that answers; null where a handler does. */
  readonly server: ResolvedServer | null;
  readonly base: ResolvedBase;
  readonly input: readonly ResolvedContentType[];
  readonly output: readonly ResolvedContentType[];
  readonly fields: ResolvedFields;
  readonly artifacts: ResolvedArtifacts;
  /** Files and folders of the seller that every image has, besides the code. */
  readonly include: readonly string[];
  readonly inference: ResolvedInference;
  readonly training: ResolvedTraining | null;
  readonly images: ResolvedImages;
  readonly upload: ResolvedUpload;
  readonly validation: ResolvedValidation | null;
  /** Paths that the seller took over; never written. */
  readonly keep: readonly string[];
}

export interface ResolvedFramework {
  readonly framework: Framework;
  readonly version: FrameworkVersion;
  /** Empty where none is needed, and where the Python of a container is not known. */
  readonly python: string;
  /** The images to copy the portable runtimes from; null where none is needed. */
  readonly nodeImage: string | null;
  readonly pythonImage: string | null;
}

/** The base of the images, with what is common to all kinds of bases. */
export interface ResolvedBase {
  /** As the manifest says it: `debian:6`, or `<repository>:<tag>` of a Deep Learning Container. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** The base image of the Dockerfile, and that of the training image. */
  readonly image: string;
  readonly trainingImage: string;
  /** YYYY-MM or YYYY-MM-DD; null where it is not known. */
  readonly endOfLife: string | null;
  /** Whether ECR can produce a scan result for it; null where that is not known. */
  readonly isScannable: boolean | null;
  readonly scanState: string;
  readonly made: MadeFromSystem | MadeFromContainer | BroughtBySeller;
}

/** An operating system. The listing brings its own runtimes. */
export interface MadeFromSystem {
  readonly from: 'system';
  readonly system: BaseImage;
  readonly packages: readonly string[];
}

/** An image of AWS with a framework in it, whose Python the listing uses. */
export interface MadeFromContainer {
  readonly from: 'container';
  /** Its host, with the account of AWS; pulling requires a login there. */
  readonly registry: string;
  readonly account: string;
  readonly repositories: readonly string[];
  /** Whether the public gallery of ECR has it too, for people without an account. */
  readonly isPublic: boolean;
}

/** An image that the seller built. Nobody knows what is in it before it is looked at. */
export interface BroughtBySeller {
  readonly from: 'seller';
  /** To recognise the system of the image. */
  readonly systems: readonly BaseImage[];
}

export interface ResolvedContentType {
  readonly type: string;
  readonly codec: Codec;
  readonly split: ContentType['split'];
  readonly assemble: ContentType['assemble'];
  readonly extension: string;
}

/** A list is empty where the manifest does not declare it: then records have any content. */
export interface ResolvedFields {
  readonly input: readonly ResolvedField[];
  readonly output: readonly ResolvedField[];
}

export interface ResolvedField {
  readonly name: string;
  readonly type: FieldType;
  readonly description: string;
  readonly unit: string | null;
  /** Numbers, or days for a date. */
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly values: readonly (number | string)[];
  readonly required: boolean;
  readonly default: Json;
  /** A value that obeys the rules. */
  readonly example: Json;
}

export type ResolvedArtifacts =
  | { readonly mode: 'bundled'; readonly path: string }
  | { readonly mode: 's3'; readonly path: string; readonly s3Uri: string }
  | { readonly mode: 'training-job' }
  /** In an image of the seller's own. */
  | { readonly mode: 'in-image' };

export interface ResolvedInference {
  /** The seller's script with SageMaker's functions; null where the handler is one of our seeds. */
  readonly entry: string | null;
  /** The language of the seller's handler; null where a program answers. */
  readonly language: Language | null;
  readonly workers: 'per-cpu' | number;
  /** Whether workers are forks of one process that has loaded the model. */
  readonly preload: boolean;
  /** Whether `handle` answers piece by piece. */
  readonly streaming: boolean;
  /** The library by which our server holds conversations; null where the listing has none. */
  readonly bidirectional: WebSocketPackage | null;
  readonly maxPayloadMB: number;
  readonly timeoutSeconds: number;
  readonly maxQueue: number;
  readonly metrics: boolean;
  readonly batching: Batching | null;
  readonly environment: readonly (readonly [string, string])[];
  readonly realtimeInstances: readonly string[];
  readonly transformInstances: readonly string[];
  readonly batchVolume: ModelDisk;
}

/** The disk on which a batch transform keeps a model from S3. */
export interface ModelDisk {
  readonly gigabytes: number;
  /** The types of the listing that have no disk of their own. */
  readonly types: readonly string[];
}

export interface ResolvedTraining {
  /** The seller's script in script mode; null where the training code is one of our seeds. */
  readonly entry: string | null;
  readonly image: 'separate' | 'combined';
  readonly channels: readonly ResolvedChannel[];
  readonly hyperparameters: readonly ResolvedHyperparameter[];
  readonly metrics: readonly ResolvedMetric[];
  readonly distributed: boolean;
  readonly instances: readonly string[];
}

export interface ResolvedChannel {
  readonly name: string;
  readonly contentTypes: readonly string[];
  readonly inputModes: readonly InputMode[];
  readonly required: boolean;
  readonly description: string;
}

export interface ResolvedHyperparameter {
  readonly name: string;
  readonly type: Hyperparameter['type'];
  readonly range: { readonly min: number; readonly max: number } | null;
  readonly values: readonly string[];
  readonly default: string | number | null;
  readonly required: boolean;
  readonly tunable: boolean;
  readonly description: string;
}

export interface ResolvedMetric {
  readonly name: string;
  readonly regex: string;
  readonly objective: 'maximize' | 'minimize' | null;
  /** The text that `report` prints around the value, so that the regex matches. */
  readonly print: PrintPattern;
}

/** Names in the engine: `<repository>:<release>`, or what the seller calls their own images. */
export interface ResolvedImages {
  readonly inference: string;
  readonly training: string | null;
  /** One image has both roles, and is built and pushed once. */
  readonly combined: boolean;
}

export interface ResolvedUpload {
  readonly region: string;
  readonly repository: string;
  /** The repository of the training image; the same one for a combined image, null for a model package. */
  readonly trainingRepository: string | null;
  readonly block: readonly FindingSeverity[];
  readonly waitMinutes: number;
  readonly allow: readonly AllowedFinding[];
  readonly tags: readonly (readonly [string, string])[];
}

export interface ResolvedValidation {
  readonly role: string;
  readonly instance: string;
  readonly transform: ResolvedTransform;
  readonly training: ValidationTraining | null;
}

export interface ResolvedTransform {
  readonly input: string;
  readonly output: string;
  readonly contentType: string;
  readonly accept: string;
  readonly split: ContentType['split'];
  readonly assemble: ContentType['assemble'];
  readonly strategy: 'SingleRecord' | 'MultiRecord';
  readonly maxConcurrent: number;
  readonly maxPayloadMB: number;
  /** The image of the machine; null for the one that SageMaker takes by itself. */
  readonly amiVersion: string | null;
}

/** The reason for a default. */
export interface Reason {
  readonly path: ManifestPath;
  readonly value: string;
  readonly because: string;
}
