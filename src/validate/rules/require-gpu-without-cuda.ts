import { gpuBuild } from '../../model/chosen-framework.ts';
import type { Rule } from './rule.ts';

/** Only an image with CUDA can need a GPU. */
export const requireGpuWithoutCuda: Rule = {
  code: 'require-gpu-without-cuda',
  check({ manifest, catalogue }) {
    const written = manifest.inference?.requireGpu;
    if (written === undefined || manifest.image !== undefined || gpuBuild(manifest, catalogue)) return [];
    return [
      {
        at: ['inference', 'requireGpu'],
        what: `\`inference.requireGpu\` is ${written}, and the image has no CUDA`,
        fix: 'remove it, or write  accelerator: cuda  in `framework`',
      },
    ];
  },
};
