import { driversFor, hasGpu } from '../../model/accelerators.ts';
import { gpuBuild } from '../../model/chosen-framework.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { instanceTypesOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** AWS lists the drivers of some families of instance types; of others nobody knows which CUDA they run. */
export const gpuDriverUnknown: Rule = {
  code: 'gpu-driver-unknown',
  check({ manifest, catalogue }) {
    if (!gpuBuild(manifest, catalogue)) return [];
    return instanceTypesOf(manifest).flatMap(({ path, value, use }) => {
      if (use === 'training' || !hasGpu(value) || driversFor(value, use, catalogue).length > 0) return [];
      const { drivers } = catalogue.accelerators;
      const known = [
        ...new Set(drivers.filter(({ service }) => service === use).flatMap(({ preset }) => preset)),
      ];
      return [
        {
          at: path,
          severity: 'warning' as const,
          what: `AWS does not say which driver of NVIDIA ${value} has in ${use === 'transform' ? 'batch transforms' : 'real-time endpoints'}`,
          because: 'a driver that is too old for the CUDA of the image keeps the container from starting',
          fix: `try it in an account of yours, or take a type of ${listInWords(known)}`,
        },
      ];
    });
  },
};
