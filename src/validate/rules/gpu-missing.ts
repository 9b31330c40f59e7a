import { hasGpu } from '../../model/accelerators.ts';
import { gpuBuild } from '../../model/chosen-framework.ts';
import { defaultGpuInstance } from '../../model/defaults.ts';
import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { instanceTypesOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** An image with CUDA needs instance types with a GPU of NVIDIA, unless it may answer without one. */
export const gpuMissing: Rule = {
  code: 'gpu-missing',
  check({ manifest, catalogue }) {
    if (!gpuBuild(manifest, catalogue) || manifest.inference?.requireGpu === false) return [];
    return instanceTypesOf(manifest)
      .filter(({ value }) => value.startsWith('ml.') && !hasGpu(value))
      .map(({ path, value, use }) => ({
        at: path,
        ...(use === 'training' && { severity: 'warning' as const }),
        what: `${pathInWords(path)} is ${valueInWords(value)}, which has no GPU of NVIDIA, and the image is built for CUDA`,
        because:
          use === 'training'
            ? 'training runs there too, on processors alone and with gigabytes of CUDA'
            : 'a container that sees no GPU refuses pings, so endpoints and batch transforms fail there',
        fix:
          use === 'training'
            ? `write types such as ${defaultGpuInstance}`
            : `write types such as ${defaultGpuInstance}, or  requireGpu: false  in \`inference\` if it may answer on processors`,
      }));
  },
};
