import { defaultRegion } from '../../model/defaults.ts';
import { findContainer } from '../../model/find-container.ts';
import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** AWS has a registry of its containers in each Region; the image is built from the one in the listing's Region. */
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
