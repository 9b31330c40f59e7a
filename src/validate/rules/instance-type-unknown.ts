import type { InstanceTypes } from '../../model/catalogue.ts';
import { closestName } from '../../problem/closest-name.ts';
import { listInWords, pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { type InstanceUse, instanceTypesOf } from '../manifest-places.ts';
import { mayBeNewType } from '../new-instance-type.ts';
import type { Rule } from './rule.ts';

const uses: readonly InstanceUse[] = ['realtime', 'transform', 'training'];

const useInWords: Readonly<Record<InstanceUse, string>> = {
  realtime: 'real-time endpoints',
  transform: 'batch transforms',
  training: 'training jobs',
};

/** SageMaker has a list of instance types for each use, and refuses requests with any other type. */
export const instanceTypeUnknown: Rule = {
  code: 'instance-type-unknown',
  check({ manifest, catalogue: { instanceTypes } }) {
    return instanceTypesOf(manifest).flatMap(({ path, value, use }) => {
      if (instanceTypes[use].includes(value)) return [];
      const shown = `${pathInWords(path)} is ${valueInWords(value)}`;
      const words = mayBeNewType(value, instanceTypes)
        ? notKnown(value, instanceTypes)
        : notOffered(value, use, instanceTypes);
      return [{ at: path, ...words, what: `${shown}, which ${words.what}` }];
    });
  },
};

function notOffered(type: string, use: InstanceUse, instanceTypes: InstanceTypes) {
  const offered = instanceTypes[use];
  const others = uses
    .filter((other) => instanceTypes[other].includes(type))
    .map((other) => useInWords[other]);
  const near = offered.includes(`ml.${type}`) ? `ml.${type}` : closestName(type, offered);
  return {
    what: `SageMaker does not offer for ${useInWords[use]}`,
    ...(others.length > 0 && { because: `it is there for ${listInWords(others, 'and')} only` }),
    fix: near ? `write ${near}` : 'choose one of the types of that use, such as ml.m5.xlarge',
  };
}

/** AWS adds types between our releases, so a name of the right form is let through. */
function notKnown(type: string, { checked, realtime }: InstanceTypes) {
  const near = closestName(type, realtime);
  return {
    severity: 'warning' as const,
    what: `was not in SageMaker’s list on ${checked}`,
    because: 'AWS adds types, and refuses one that it does not offer only after the upload',
    fix: `check the spelling${near ? `; the most similar type of that list is ${near}` : ''}`,
  };
}
