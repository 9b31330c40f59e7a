import { spawnSync } from 'node:child_process';
import type { ResolvedListing } from '../../model/resolved-listing.ts';

/** What a listing gets of the GPUs of this machine. */
export interface GpuHere {
  /** Words that give a container the GPUs. */
  readonly words: readonly string[];
  /** A listing that needs a GPU is tried without one where there is none. */
  readonly variables: Readonly<Record<string, string>>;
  /** For people; empty for a listing that needs none. */
  readonly told: string;
}

export function gpuHere({ gpu }: ResolvedListing, isPodman = false): GpuHere {
  if (!gpu) return { words: [], variables: {}, told: '' };
  if (spawnSync('nvidia-smi', ['--list-gpus'], { stdio: 'ignore' }).status !== 0)
    return {
      words: [],
      variables: { REQUIRE_GPU: 'false' },
      told: '; there is no GPU here, so what only a GPU shows is not seen',
    };
  const words = isPodman ? ['--device', 'nvidia.com/gpu=all'] : ['--gpus', 'all'];
  return { words, variables: {}, told: '; with the GPUs of this machine' };
}
