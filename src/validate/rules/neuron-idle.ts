import { acceleratorOf } from '../../model/accelerators.ts';
import { gpuBuild } from '../../model/chosen-framework.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { instanceTypesOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** Inferentia and Trainium run models that are compiled for them, with AWS's Neuron SDK, which is not in the image. */
export const neuronIdle: Rule = {
  code: 'neuron-idle',
  check({ manifest, catalogue }) {
    // Nobody knows what an image of the seller's own uses.
    if (manifest.image !== undefined || gpuBuild(manifest, catalogue)) return [];
    const idle = instanceTypesOf(manifest).filter(
      ({ value }) => acceleratorOf(value, catalogue)?.kind === 'neuron',
    );
    const [first] = idle;
    if (!first) return [];
    const types = [...new Set(idle.map(({ value }) => value))];
    return [
      {
        at: first.path,
        severity: 'warning' as const,
        what: `the image does not use the chips of ${listInWords(types, 'and')}`,
        because:
          'they need a build for AWS’s Neuron SDK, which this generator does not install, and buyers pay for what is idle',
        fix: 'write types such as ml.m5.large, or types with a GPU and  accelerator: cuda  in `framework`',
      },
    ];
  },
};
