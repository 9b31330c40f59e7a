import type { Accepted, Manifest } from '../../model/manifest.ts';
import type { ManifestPath } from '../../model/problem.ts';
import { pathInWords } from '../../problem/phrasing.ts';
import { disallowedBy, fixFor, policyLists } from '../policy-list.ts';
import type { Rule } from './rule.ts';

/** A team can limit the bases of its images. */
export const policyBase: Rule = {
  code: 'policy-base',
  check({ manifest, policies }) {
    const { path, id } = baseOf(manifest.base);
    const disallowed = id && disallowedBy(policyLists(policies, 'bases', 'the allowed bases'), id);
    if (!disallowed) return [];
    return [
      {
        at: path,
        what: `${pathInWords(path)} is ${id}, which the team’s policy does not allow`,
        fix: fixFor(disallowed, 'use', 'base'),
        related: disallowed.related,
      },
    ];
  },
};

/** A Deep Learning Container is also a base, and a policy lists it by its name. */
function baseOf(base: Accepted<Manifest>['base']): { path: ManifestPath; id: string | undefined } {
  if (base === undefined || typeof base === 'string') return { path: ['base'], id: base };
  if ('deepLearningContainer' in base)
    return { path: ['base', 'deepLearningContainer'], id: base.deepLearningContainer };
  return { path: ['base', 'os'], id: 'os' in base ? base.os : undefined };
}
