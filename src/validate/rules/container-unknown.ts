import { closestName } from '../../problem/closest-name.ts';
import { listInWords, valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** A Deep Learning Container is a repository of AWS with images for linux/amd64 that have Python. */
export const containerUnknown: Rule = {
  code: 'container-unknown',
  check({ manifest: { base }, catalogue }) {
    if (typeof base !== 'object' || !('deepLearningContainer' in base)) return [];
    const name = base.deepLearningContainer;
    const known = catalogue.deepLearningContainers.repositories.map((entry) => entry.name);
    if (name === undefined || known.includes(name)) return [];
    const near = closestName(name.replace(/-(arm64|graviton|neuronx?|eia)$/, ''), known);
    return [
      {
        at: ['base', 'deepLearningContainer'],
        what: `\`base.deepLearningContainer\` is ${valueInWords(name)}, ${faultOf(name)}`,
        fix: `write ${near ?? listInWords(known)}`,
      },
    ];
  },
};

function faultOf(name: string): string {
  if (/arm64|graviton/.test(name)) return 'which is for ARM machines, and the image is linux/amd64';
  if (/neuron|eia/.test(name)) return 'which is for chips that this generator does not support';
  return 'which is not a repository of AWS that this generator knows';
}
