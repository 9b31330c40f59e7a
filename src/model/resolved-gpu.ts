/** What an image with CUDA needs of its machines. */
export interface ResolvedGpu {
  /** `12.6`, or `12`; null where the tag of a container does not say it. */
  readonly cuda: string | null;
  /** Whether a container that sees no GPU refuses pings. */
  readonly isRequired: boolean;
  /** About how much pip downloads for it; null for containers, and where nobody knows. */
  readonly downloadMB: number | null;
  /** For each type, what buyers set. */
  readonly realtime: readonly GpuMachine[];
  readonly transform: readonly GpuMachine[];
}

export interface GpuMachine {
  readonly type: string;
  /** Of one GPU; null where nobody knows. */
  readonly memoryMiB: number | null;
  /** NVIDIA's driver there; null where nobody knows. */
  readonly driver: number | null;
  /** InferenceAmiVersion or TransformAmiVersion; null where the type's own driver will do. */
  readonly ami: string | null;
}
