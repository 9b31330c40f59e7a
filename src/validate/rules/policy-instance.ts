import {
  defaultRealtimeInstance,
  defaultTrainingInstance,
  defaultTransformInstance,
} from '../../model/defaults.ts';
import type { Accepted, Manifest } from '../../model/manifest.ts';
import type { ManifestPath } from '../../model/problem.ts';
import { pathInWords } from '../../problem/words.ts';
import { allowedInWords, policyList, policyNote } from '../policy-list.ts';
import type { Finding, Rule } from './rule.ts';

/** A team may say which instance types its products are offered and tested on. Defaults count too. */
export const policyInstance: Rule = {
  code: 'policy-instance',
  check({ manifest }) {
    const allowed = policyList(manifest.policy, 'instances');
    if (!allowed) return [];
    return instanceListsOf(manifest).flatMap((list) => findingsFor(list, allowed));
  },
};

interface InstanceList {
  readonly path: ManifestPath;
  readonly written: readonly (string | undefined)[] | undefined;
  readonly otherwise: string | undefined;
}

function instanceListsOf({ inference, training, validation }: Accepted<Manifest>): InstanceList[] {
  const { realtime, transform } = inference?.instances ?? {};
  const at = ['inference', 'instances'];
  return [
    { path: [...at, 'realtime'], written: realtime, otherwise: defaultRealtimeInstance },
    { path: [...at, 'transform'], written: transform, otherwise: defaultTransformInstance },
    {
      path: ['training', 'instances'],
      written: training?.instances,
      otherwise: training && defaultTrainingInstance,
    },
    // The validation's own default is one of the transform types above.
    {
      path: ['validation', 'instance'],
      written: validation?.instance === undefined ? [] : [validation.instance],
      otherwise: undefined,
    },
  ];
}

function findingsFor({ path, written, otherwise }: InstanceList, allowed: readonly string[]): Finding[] {
  const words = {
    fix: `use ${allowedInWords(allowed)}, or have the type added to the policy`,
    ...policyNote('instances', 'the allowed instance types'),
  };
  if (written === undefined && otherwise !== undefined && !allowed.includes(otherwise))
    return [
      {
        ...words,
        at: path,
        what: `${pathInWords(path)} is not given, and its default ${otherwise} is not one that the team’s policy allows`,
      },
    ];
  const isList = path.at(-1) !== 'instance';
  return (written ?? []).flatMap((type, index) => {
    if (type === undefined || allowed.includes(type)) return [];
    const at = isList ? [...path, index] : path;
    return [{ ...words, at, what: `${pathInWords(at)} is ${type}, which the team’s policy does not allow` }];
  });
}
