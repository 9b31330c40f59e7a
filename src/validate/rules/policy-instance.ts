import {
  defaultRealtimeInstance,
  defaultTrainingInstance,
  defaultTransformInstance,
} from '../../model/defaults.ts';
import type { Accepted, Manifest } from '../../model/manifest.ts';
import type { ManifestPath } from '../../model/problem.ts';
import { pathInWords } from '../../problem/phrasing.ts';
import { type Disallowed, disallowedBy, fixFor, policyLists } from '../policy-list.ts';
import type { Rule, Violation } from './rule.ts';

/** A team can limit the instance types that its products are offered and tested on. Defaults count too. */
export const policyInstance: Rule = {
  code: 'policy-instance',
  check({ manifest, policies }) {
    const lists = policyLists(policies, 'instances', 'the allowed instance types');
    const refuse = (type: string) => disallowedBy(lists, type);
    return instanceListsOf(manifest).flatMap((list) => violationsFor(list, refuse));
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

function violationsFor(
  { path, written, otherwise }: InstanceList,
  refuse: (type: string) => Disallowed | undefined,
): Violation[] {
  if (written === undefined) {
    const disallowed = otherwise === undefined ? undefined : refuse(otherwise);
    const what = `${pathInWords(path)} is not given, and its default ${otherwise} is not one that the team’s policy allows`;
    return disallowed ? [violation(path, what, disallowed)] : [];
  }
  const isList = path.at(-1) !== 'instance';
  return written.flatMap((type, index) => {
    const disallowed = type === undefined ? undefined : refuse(type);
    const at = isList ? [...path, index] : path;
    const what = `${pathInWords(at)} is ${type}, which the team’s policy does not allow`;
    return disallowed ? [violation(at, what, disallowed)] : [];
  });
}

function violation(at: ManifestPath, what: string, disallowed: Disallowed): Violation {
  return { at, what, fix: fixFor(disallowed, 'use', 'type'), related: disallowed.related };
}
