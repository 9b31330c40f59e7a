import type { Accepted, Manifest } from '../../model/manifest.ts';
import type { ManifestPath } from '../../model/problem.ts';
import { pathInWords } from '../../problem/words.ts';
import { allowedInWords, policyList, policyNote } from '../policy-list.ts';
import type { Rule } from './rule.ts';

/** A team may say which bases its images are built on. */
export const policyBase: Rule = {
  code: 'policy-base',
  check({ manifest }) {
    const allowed = policyList(manifest.policy, 'bases');
    const { path, id } = baseOf(manifest.base);
    if (!allowed || id === undefined || allowed.includes(id)) return [];
    return [
      {
        at: path,
        what: `${pathInWords(path)} is ${id}, which the team’s policy does not allow`,
        fix: `use ${allowedInWords(allowed)}, or have the base added to the policy`,
        ...policyNote('bases', 'the allowed bases'),
      },
    ];
  },
};

/** A deep learning container is a base as well, and goes by its name. */
function baseOf(base: Accepted<Manifest>['base']): { path: ManifestPath; id: string | undefined } {
  if (base === undefined || typeof base === 'string') return { path: ['base'], id: base };
  if ('deepLearningContainer' in base)
    return { path: ['base', 'deepLearningContainer'], id: base.deepLearningContainer };
  return { path: ['base', 'os'], id: 'os' in base ? base.os : undefined };
}
