import type { Catalogue } from './catalogue.ts';
import { gpuBuild } from './chosen-framework.ts';
import {
  defaultGpuInstance,
  defaultRealtimeInstance,
  defaultTrainingInstance,
  defaultTransformInstance,
} from './defaults.ts';
import type { Accepted, Manifest } from './manifest.ts';

export interface OfferedInstances {
  readonly realtime: readonly string[];
  readonly transform: readonly string[];
  /** Empty for a model package. */
  readonly training: readonly string[];
}

/** The instance types that buyers can choose, for each use, default ones included. */
export function offeredInstances(manifest: Accepted<Manifest>, catalogue: Catalogue): OfferedInstances {
  const { inference, training } = manifest;
  const hasCuda = gpuBuild(manifest, catalogue) !== undefined;
  const listed = (written: readonly (string | undefined)[] | undefined, preset: string) =>
    written?.filter((type) => type !== undefined) ?? [hasCuda ? defaultGpuInstance : preset];
  return {
    realtime: listed(inference?.instances?.realtime, defaultRealtimeInstance),
    transform: listed(inference?.instances?.transform, defaultTransformInstance),
    training: training ? listed(training.instances, defaultTrainingInstance) : [],
  };
}
