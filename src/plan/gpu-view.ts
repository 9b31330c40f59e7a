import type { View } from '../model/file-plan.ts';
import type { GpuMachine, ResolvedGpu } from '../model/resolved-gpu.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';

/** What buyers set for machines with a GPU; null for an image that only uses processors. */
export function gpuView({ gpu }: ResolvedListing): View | null {
  if (!gpu) return null;
  return {
    cuda: cudaInWords(gpu),
    realtime: gpu.realtime.map(machineView),
    transform: gpu.transform.map(machineView),
  };
}

export function cudaInWords({ cuda }: ResolvedGpu): string {
  return cuda === null ? 'CUDA' : `CUDA ${cuda}`;
}

function machineView({ type, ami, driver }: GpuMachine): View {
  if (ami !== null) return { type, ami: `\`${ami}\`` };
  return { type, ami: driver === null ? 'not known: AWS does not say which driver it has' : 'not needed' };
}

/** For the limits of the input, which AWS Marketplace shows beside the product; empty where nothing is to be set. */
export function endpointSentences({ gpu }: ResolvedListing): readonly string[] {
  if (!gpu) return [];
  const needed = gpu.realtime.filter(({ ami }) => ami !== null);
  return [...new Set(needed.map(({ ami }) => ami))].map((ami) => {
    const types = needed.filter((machine) => machine.ami === ami).map(({ type }) => type);
    return `Endpoints on ${types.join(', ')} need InferenceAmiVersion ${ami}, because the image has ${cudaInWords(gpu)}.`;
  });
}
