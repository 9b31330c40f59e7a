import { closestName } from '../../problem/closest-name.ts';
import { listInWords, pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { type InstanceUse, instanceTypesOf } from '../manifest-places.ts';
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
  check({ manifest, catalogue }) {
    return instanceTypesOf(manifest).flatMap(({ path, value, use }) => {
      if (catalogue.instanceTypes[use].includes(value)) return [];
      const others = uses.filter((other) => catalogue.instanceTypes[other].includes(value));
      const near = closestName(value, catalogue.instanceTypes[use]);
      return [
        {
          at: path,
          what: `${pathInWords(path)} is ${valueInWords(value)}, which SageMaker does not offer for ${useInWords[use]}`,
          ...(others.length > 0 && {
            because: `it is there for ${listInWords(
              others.map((other) => useInWords[other]),
              'and',
            )} only`,
          }),
          fix: near ? `write ${near}` : 'choose one of the types of that use, such as ml.m5.xlarge',
        },
      ];
    });
  },
};
