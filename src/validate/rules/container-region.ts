import { defaultRegion } from '../../model/defaults.ts';
import { findContainer } from '../../model/find-container.ts';
import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** AWS holds its containers in an account of its own in each Region, and the image is built from there. */
export const containerRegion: Rule = {
  code: 'container-region',
  check({ manifest, catalogue }) {
    const region = manifest.upload?.region;
    if (region === undefined || !findContainer(manifest.base, catalogue)) return [];
    const { registries } = catalogue.deepLearningContainers;
    if (registries.some(({ regions }) => regions.includes(region))) return [];
    return [
      {
        at: ['upload', 'region'],
        what: `\`upload.region\` is ${valueInWords(region)}, where this generator knows no registry of Deep Learning Containers`,
        fix: `write one such as ${defaultRegion}, or an operating system as \`base\``,
      },
    ];
  },
};
