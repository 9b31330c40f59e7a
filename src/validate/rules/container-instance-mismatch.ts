import { defaultRealtimeInstance, defaultTrainingInstance } from '../../model/defaults.ts';
import { findContainer } from '../../model/find-container.ts';
import type { Accepted, Manifest } from '../../model/manifest.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { instanceTypesOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

const withGpu = /^ml\.[gp]\d/;

/** A container for GPUs needs instance types with a GPU, and instance types with a GPU need such a container. */
export const containerInstanceMismatch: Rule = {
  code: 'container-instance-mismatch',
  check({ manifest, catalogue }) {
    const container = findContainer(manifest.base, catalogue);
    if (!container) return [];
    const types = [...new Set(typesOf(manifest))];
    const isForGpu = container.says.device === 'gpu';
    if (types.some((type) => withGpu.test(type) === isForGpu)) return [];
    return [
      {
        at: ['base', 'tag'],
        severity: 'warning' as const,
        what: isForGpu
          ? `the container is for GPUs, and no instance type of the listing has one: ${listInWords(types, 'and')}`
          : `every instance type of the listing has a GPU, which the container does not use: ${listInWords(types, 'and')}`,
        because: 'buyers choose among these types, and pay for what is idle',
        fix: isForGpu
          ? 'write types such as ml.g5.xlarge in `inference.instances` and `training.instances`, or a tag with cpu in it'
          : 'write a tag with gpu or CUDA in it, or types such as ml.m5.large',
      },
    ];
  },
};

/** Includes the default types where the manifest gives none. */
function typesOf(manifest: Accepted<Manifest>): string[] {
  const { inference, training } = manifest;
  const instances = inference?.instances;
  return [
    ...instanceTypesOf(manifest).map(({ value }) => value),
    ...(instances?.realtime && instances.transform ? [] : [defaultRealtimeInstance]),
    ...(!training || training.instances ? [] : [defaultTrainingInstance]),
  ];
}
