import type { GpuMachine, ResolvedGpu } from '../model/resolved-gpu.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';

export function cudaInWords({ cuda }: ResolvedGpu): string {
  return cuda === null ? 'CUDA' : `CUDA ${cuda}`;
}

/** What buyers set for machines with a GPU, because no field of a product does; empty for an image that only uses processors. */
export function gpuSentences({ gpu }: ResolvedListing): readonly string[] {
  if (!gpu) return [];
  return [
    `The image is built for ${cudaInWords(gpu)}.`,
    ...amiSentences(gpu.realtime, 'endpoints', 'InferenceAmiVersion in CreateEndpointConfig'),
    ...amiSentences(gpu.transform, 'batch transforms', 'TransformAmiVersion in CreateTransformJob'),
    'An endpoint waits 8 minutes for the container. If that is not enough, set ContainerStartupHealthCheckTimeoutInSeconds, and for a large model ModelDataDownloadTimeoutInSeconds, to at most 3600.',
  ];
}

function amiSentences(machines: readonly GpuMachine[], what: string, member: string): readonly string[] {
  const typesWith = (ami: string | null) =>
    machines.filter((machine) => machine.ami === ami).map(({ type }) => type);
  const unknown = machines
    .filter(({ ami, driver }) => ami === null && driver === null)
    .map(({ type }) => type);
  const needed = new Set(machines.flatMap(({ ami }) => ami ?? []));
  return [
    ...[...needed].map((ami) => `For ${what} on ${typesWith(ami).join(', ')} set ${member} to ${ami}.`),
    ...(unknown.length > 0
      ? [
          `AWS does not say which driver ${unknown.join(', ')} ${unknown.length === 1 ? 'has' : 'have'} in ${what}.`,
        ]
      : []),
  ];
}
