import type { WebSocketPackage } from './web-socket-package.ts';

/** The facts we ship, from `schema/catalogue/*.json`. Every entry names its source and the day it was checked. */
export interface Catalogue {
  readonly bases: readonly BaseImage[];
  readonly frameworks: readonly Framework[];
  readonly contentTypes: readonly ContentType[];
  readonly regions: readonly Region[];
  readonly instanceTypes: InstanceTypes;
  readonly deepLearningContainers: DeepLearningContainers;
  readonly accelerators: Accelerators;
  readonly nodePackages: { readonly webSocket: WebSocketPackage };
}

export interface Sourced {
  /** Where the fact comes from, in words or as an address. */
  readonly source: string;
  /** The day it was checked, YYYY-MM-DD. */
  readonly checked: string;
}

export type PackageManager = 'apt' | 'yum' | 'dnf' | 'apk';

export interface BaseImage extends Sourced {
  /** As the manifest says it: `debian:6`. */
  readonly id: string;
  /** For people: `Debian 6.0`. */
  readonly name: string;
  /** The image in the Dockerfile: `debian/eol:squeeze`. */
  readonly image: string;
  /** Whether AWS lists it for images on Marketplace. */
  readonly listed: boolean;
  readonly libc: { readonly kind: 'glibc' | 'musl'; readonly version: string };
  /** The highest GLIBCXX symbol version of its C++ library, or "none". */
  readonly libstdcxx: string;
  readonly packageManager: PackageManager;
  /** Shell lines that point the package manager at an archive of this release; empty where none are needed. */
  readonly packageSources: readonly string[];
  /** The version of its python3 package, or "none". */
  readonly python: string;
  /** The newest official Node major that runs on it, or "none". */
  readonly node: string;
  /** The last day of security support, YYYY-MM-DD; where the free support is over, of the paid one. */
  readonly endOfLife: string;
  /** Whether ECR can produce a scan result for it today. */
  readonly scannable: boolean;
  /** One sentence on the scan state, for warnings and reports. */
  readonly scanState: string;
  /** One sentence on the image tag: whether it still exists. */
  readonly imageState: string;
}

export interface Framework extends Sourced {
  readonly name: string;
  readonly title: string;
  /** What a model of it is, in a few words. */
  readonly about: string;
  /** `image` is none of the catalogue: the seller's own image has whatever it has. */
  readonly family: 'node' | 'python' | 'flask' | 'server' | 'image';
  /** The allowed values of `framework.version`, newest first. */
  readonly versions: readonly FrameworkVersion[];
  /** The value of `inference.workers: auto`. */
  readonly workers: { readonly auto: 'per-cpu' | 'one'; readonly because: string };
  /** A package that had another name before this version. */
  readonly renamed?: { readonly name: string; readonly since: string; readonly before: string };
  /** Why `inference.preload` is refused. */
  readonly noFork?: string;
  /** Batching is on by default for these; otherwise a manifest must ask for it. */
  readonly batching?: { readonly maxSize: number; readonly maxDelayMs: number; readonly because: string };
  /** What `accelerator: cuda` installs; without it, there is nothing for GPUs. */
  readonly cuda?: CudaBuilds;
  /** Variables that keep its libraries from reporting to their makers: no container may reach a network. */
  readonly quiet?: readonly { readonly name: string; readonly value: string; readonly because: string }[];
}

export interface FrameworkVersion {
  readonly version: string;
  /** Packages to install, as name and exact version; `1.5.*` for each 1.5, and empty for any. */
  readonly packages: readonly { readonly name: string; readonly version: string }[];
  /** Supported Python versions, the default first; empty for Node. */
  readonly python: readonly string[];
  /** Where pip finds packages that the Python index does not have. */
  readonly index?: string;
  /** The CUDA that it is built for, `12.6` or `12`; only of builds for GPUs. */
  readonly cuda?: string;
  /** About how much pip downloads, with what the packages need; only of builds for GPUs. */
  readonly downloadMB?: number;
}

/** The builds of a framework for CUDA. Members that it lacks are those of the framework. */
export interface CudaBuilds extends Sourced, Partial<Pick<Framework, 'about' | 'renamed' | 'batching'>> {
  readonly family?: 'python';
  readonly versions: readonly FrameworkVersion[];
  /** The newest version that has such a build, where newer ones have none. */
  readonly newest?: string;
}

export type Codec = 'csv' | 'json' | 'jsonlines' | 'npy' | 'text' | 'bytes';

export interface ContentType extends Sourced {
  /** Lower case, without parameters. A `*` subtype stands for a whole family: `image/*`. */
  readonly type: string;
  readonly codec: Codec;
  /** The SplitType that fits it in a batch transform. */
  readonly split: 'None' | 'Line' | 'RecordIO' | 'TFRecord';
  /** The AssembleWith that fits it as an answer. */
  readonly assemble: 'None' | 'Line';
  /** File extension of a sample, without the dot. */
  readonly extension: string;
}

export interface Region extends Sourced {
  readonly id: string;
  readonly name: string;
  /** Marketplace publishes only from Regions that are enabled by default. */
  readonly optInNotRequired: boolean;
}

export interface InstanceTypes extends Sourced {
  readonly training: readonly string[];
  readonly transform: readonly string[];
  readonly realtime: readonly string[];
  readonly sizes: InstanceSizes;
}

export interface InstanceSizes extends Sourced {
  /** Discontinued types may be missing. */
  readonly types: Readonly<Record<string, InstanceSize>>;
}

export interface InstanceSize {
  readonly processors: number;
  readonly memoryMiB: number;
}

/** AWS images that listings may be based on. */
export interface DeepLearningContainers {
  readonly registries: readonly ContainerRegistry[];
  readonly systems: readonly ContainerSystem[];
  readonly repositories: readonly ContainerRepository[];
}

export interface ContainerRegistry extends Sourced {
  /** Of AWS. */
  readonly account: string;
  readonly regions: readonly string[];
}

export interface ContainerSystem extends Sourced {
  /** As tags spell it: `ubuntu22.04`. */
  readonly id: string;
  readonly name: string;
  /** Whether AWS lists it for images on Marketplace. */
  readonly listed: boolean;
  readonly scannable: boolean;
  readonly scanState: string;
}

export interface ContainerRepository extends Sourced {
  readonly name: string;
  readonly title: string;
  /** The framework that its images are made for. */
  readonly framework: string;
  /** What AWS made it for; each works for both. */
  readonly role: 'inference' | 'training';
  /** The frameworks whose Python packages are in its images. */
  readonly libraries: readonly string[];
  /** Whether the public gallery of ECR has its images too, for people without an account. */
  readonly isPublic: boolean;
  readonly tags: readonly KnownTag[];
}

export interface KnownTag {
  readonly tag: string;
  readonly python: string;
  /** The day on which AWS ends its patches, or null where it is not known. */
  readonly until: string | null;
}

/** The GPUs and other chips of instance types, the drivers that SageMaker offers for them, and what these run. */
export interface Accelerators {
  readonly families: readonly AcceleratorFamily[];
  /** For each service the oldest first. */
  readonly drivers: readonly GpuDriver[];
  readonly cuda: readonly CudaRelease[];
  readonly batchVolume: BatchVolume;
}

export interface AcceleratorFamily extends Sourced {
  /** `g5` */
  readonly family: string;
  /** A GPU of NVIDIA, or a chip of AWS: Inferentia and Trainium. */
  readonly kind: 'gpu' | 'neuron';
  readonly chip: string | null;
  /** Of one chip; null where it is not known. */
  readonly memoryMiB: number | null;
  readonly processor: 'x86_64' | 'arm64';
  /** The number of chips by size, `xlarge`, as far as it is known. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface GpuDriver extends Sourced {
  readonly service: 'realtime' | 'transform';
  /** Its branch. */
  readonly driver: number;
  /** The newest CUDA that it runs by itself. */
  readonly cuda: string;
  /** The images of machines that have it, the newest first; empty where it cannot be chosen. */
  readonly amis: readonly string[];
  /** The families that have it unless another one is chosen. */
  readonly preset: readonly string[];
  readonly choosable: readonly string[];
}

/** Every CUDA of a major version runs on the same drivers. */
export interface CudaRelease extends Sourced {
  readonly major: number;
  /** The oldest branch that runs it. */
  readonly driver: number;
}

/** The disk of a batch transform, which holds the model. */
export interface BatchVolume extends Sourced {
  readonly gigabytes: number;
  /** Families that use a disk of their own instead. */
  readonly ownDisk: readonly string[];
}
