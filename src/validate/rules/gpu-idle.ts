import { hasGpu } from '../../model/accelerators.ts';
import { gpuBuild } from '../../model/chosen-framework.ts';
import { findContainer } from '../../model/find-container.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { adviseCuda } from '../advise-cuda.ts';
import { instanceTypesOf } from '../manifest-places.ts';
import { writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** A GPU is of use to an image with CUDA alone. */
export const gpuIdle: Rule = {
  code: 'gpu-idle',
  check(context) {
    const { manifest, catalogue } = context;
    const framework = writtenFramework(context)?.entry;
    // Nobody knows what an image or a program of the seller's own uses.
    const isOwn = manifest.image !== undefined || framework?.family === 'server';
    if (isOwn || gpuBuild(manifest, catalogue)) return [];
    const idle = instanceTypesOf(manifest).filter(({ value }) => hasGpu(value));
    const [first] = idle;
    if (!first) return [];
    const types = [...new Set(idle.map(({ value }) => value))];
    const isContainer = findContainer(manifest.base, catalogue) !== undefined;
    const cuda = isContainer
      ? adviseCuda(framework, context)
      : `write  framework: { name: ${framework?.cuda ? framework.name : 'python'}, accelerator: cuda }`;
    return [
      {
        at: first.path,
        severity: 'warning' as const,
        what: `the image does not use the GPU of ${listInWords(types, 'and')}`,
        because: `${isContainer ? 'the container is made for processors' : 'nothing of it is built for CUDA'}, and buyers pay for what is idle`,
        fix: `take types without a GPU such as ml.m5.large, or ${cuda}`,
      },
    ];
  },
};
