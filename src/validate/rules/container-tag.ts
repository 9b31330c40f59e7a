import { parseContainerTag } from '../../model/container-tag.ts';
import { valueInWords } from '../../problem/phrasing.ts';
import { adviseTag } from '../advise-tag.ts';
import type { Rule } from './rule.ts';

/** The tag of a container has its version and its processor, which decide how the image is made. */
export const containerTag: Rule = {
  code: 'container-tag',
  check({ manifest: { base }, ...ground }) {
    if (typeof base !== 'object' || !('tag' in base) || base.tag === undefined) return [];
    const { tag, deepLearningContainer } = base;
    const isArm = /arm64|aarch64|graviton/.test(tag);
    if (parseContainerTag(tag) && !isArm) return [];
    const { repositories } = ground.catalogue.deepLearningContainers;
    const known = repositories.find(({ name }) => name === deepLearningContainer) ?? repositories[0];
    return [
      {
        at: ['base', 'tag'],
        what: isArm
          ? `\`base.tag\` is ${valueInWords(tag)}, an image for ARM machines, and SageMaker runs linux/amd64 here`
          : `\`base.tag\` is ${valueInWords(tag)}, which cannot be a tag of a Deep Learning Container`,
        rule: 'a tag begins with the version of the framework and says cpu, gpu or its CUDA, all in lower case',
        fix: known ? `write one such as ${adviseTag(known, ground)}` : 'write one that AWS has',
      },
    ];
  },
};
