import { driversFor, isPreset } from '../../model/accelerators.ts';
import { gpuBuild } from '../../model/chosen-framework.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { validationInstance } from '../used-instances.ts';
import type { Rule } from './rule.ts';

/** Where nobody knows the CUDA of an image, nobody can choose the driver for its validation either. */
export const batchAmiMissing: Rule = {
  code: 'batch-ami-missing',
  check({ manifest, catalogue }) {
    const build = gpuBuild(manifest, catalogue);
    const type = validationInstance(manifest, catalogue);
    if (build?.cuda !== null || type === undefined) return [];
    if (manifest.validation?.transform?.amiVersion !== undefined) return [];
    const drivers = driversFor(type, 'transform', catalogue);
    const [preset, ...others] = drivers;
    if (!preset || others.length === 0) return [];
    const amis = others.filter((driver) => !isPreset(driver, type)).flatMap(({ amis: [ami] }) => ami ?? []);
    return [
      {
        at: ['validation', 'transform'],
        severity: 'warning' as const,
        what: `AWS validates on ${type} with NVIDIA’s driver ${preset.driver}, and the tag of the container does not say its CUDA`,
        because: `that driver runs CUDA ${preset.cuda.split('.')[0]} at most`,
        fix: `write  amiVersion: ${listInWords(amis)}  if the container has a newer CUDA`,
      },
    ];
  },
};
