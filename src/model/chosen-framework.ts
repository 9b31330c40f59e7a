import type { Catalogue, Framework } from './catalogue.ts';
import { findContainer } from './find-container.ts';
import type { Accepted, FrameworkChoice, Manifest } from './manifest.ts';

/** The framework of a manifest in its long form; undefined where the manifest has none. */
export function frameworkChoice({
  framework,
}: Pick<Accepted<Manifest>, 'framework'>): Accepted<FrameworkChoice> | undefined {
  return typeof framework === 'string' ? { name: framework } : framework;
}

/** The framework of a manifest, with its builds for CUDA where the manifest asks for them. */
export function chosenFramework(
  manifest: Pick<Accepted<Manifest>, 'framework'>,
  { frameworks }: Catalogue,
): Framework | undefined {
  const choice = frameworkChoice(manifest);
  const entry = frameworks.find(({ name }) => name === choice?.name);
  if (!entry?.cuda || choice?.accelerator !== 'cuda') return entry;
  const { newest: _newest, ...builds } = entry.cuda;
  return { ...entry, ...builds };
}

/** What an image has for GPUs: the CUDA of its packages, or of its container. */
export interface GpuBuild {
  /** `12.6`; null where the tag of a container does not say it. */
  readonly cuda: string | null;
  readonly from: 'packages' | 'container';
}

/** Undefined for an image that only uses processors, and for one of the seller's own, of which nobody knows. */
export function gpuBuild(manifest: Accepted<Manifest>, catalogue: Catalogue): GpuBuild | undefined {
  if (manifest.image !== undefined) return undefined;
  const container = findContainer(manifest.base, catalogue);
  if (container)
    return container.says.device === 'gpu' ? { cuda: container.says.cuda, from: 'container' } : undefined;
  if (frameworkChoice(manifest)?.accelerator !== 'cuda') return undefined;
  const cuda = chosenFramework(manifest, catalogue)?.versions[0]?.cuda;
  return cuda === undefined ? undefined : { cuda, from: 'packages' };
}
