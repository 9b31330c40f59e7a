import type { Catalogue } from '../model/catalogue.ts';
import { gpuBuild } from '../model/chosen-framework.ts';
import { defaultGpuInstance, defaultTransformInstance } from '../model/defaults.ts';
import type { Accepted, Manifest } from '../model/manifest.ts';
import type { ManifestPath } from '../model/problem.ts';
import { type InstanceUse, instanceTypesOf } from './manifest-places.ts';

/** An instance type of a listing with CUDA; without a path, it is a default. */
export interface UsedInstance {
  readonly path: ManifestPath | undefined;
  readonly value: string;
  readonly use: InstanceUse;
}

/** The types on which a listing with CUDA answers, including the default ones. */
export function answeringInstances(manifest: Accepted<Manifest>): readonly UsedInstance[] {
  const { realtime, transform } = manifest.inference?.instances ?? {};
  const preset = (use: InstanceUse): UsedInstance => ({ path: undefined, value: defaultGpuInstance, use });
  return [
    ...instanceTypesOf(manifest).filter(({ use }) => use !== 'training'),
    ...(realtime ? [] : [preset('realtime')]),
    ...(transform ? [] : [preset('transform')]),
  ];
}

/** The type on which AWS validates; undefined without a validation. */
export function validationInstance(manifest: Accepted<Manifest>, catalogue: Catalogue): string | undefined {
  const { validation, inference } = manifest;
  if (!validation) return undefined;
  const preset = gpuBuild(manifest, catalogue) ? defaultGpuInstance : defaultTransformInstance;
  return validation.instance ?? inference?.instances?.transform?.[0] ?? preset;
}
