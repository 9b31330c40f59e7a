import {
  defaultRealtimeInstance,
  defaultTrainingInstance,
  defaultTransformInstance,
} from '../../model/defaults.ts';
import type { Accepted, Manifest } from '../../model/manifest.ts';
import type { ManifestPath } from '../../model/problem.ts';
import { pathInWords } from '../../problem/phrasing.ts';
import { fixFor, policyLists, type Refusal, refusalOf } from '../policy-list.ts';
import type { Finding, Rule } from './rule.ts';

/** A team can limit the instance types that its products are offered and tested on. Defaults count too. */
export const policyInstance: Rule = {
  code: 'policy-instance',
  check({ manifest, policies }) {
    const lists = policyLists(policies, 'instances', 'the allowed instance types');
    const refuse = (type: string) => refusalOf(lists, type);
    return instanceListsOf(manifest).flatMap((list) => findingsFor(list, refuse));
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

function findingsFor(
  { path, written, otherwise }: InstanceList,
  refuse: (type: string) => Refusal | undefined,
): Finding[] {
  if (written === undefined) {
    const refusal = otherwise === undefined ? undefined : refuse(otherwise);
    const what = `${pathInWords(path)} is not given, and its default ${otherwise} is not one that the team’s policy allows`;
    return refusal ? [finding(path, what, refusal)] : [];
  }
  const isList = path.at(-1) !== 'instance';
  return written.flatMap((type, index) => {
    const refusal = type === undefined ? undefined : refuse(type);
    const at = isList ? [...path, index] : path;
    const what = `${pathInWords(at)} is ${type}, which the team’s policy does not allow`;
    return refusal ? [finding(at, what, refusal)] : [];
  });
}

function finding(at: ManifestPath, what: string, refusal: Refusal): Finding {
  return { at, what, fix: fixFor(refusal, 'use', 'type'), related: refusal.related };
}
