import { lastingBases } from '../../model/lasting-bases.ts';
import type { Accepted, Manifest } from '../../model/manifest.ts';
import type { ManifestPath } from '../../model/problem.ts';
import { pathInWords } from '../../problem/phrasing.ts';
import { allowedBases } from '../allowed-bases.ts';
import { type Disallowed, disallowedBy, fixFor, policyLists } from '../policy-list.ts';
import type { Rule } from './rule.ts';

/** A team can limit the bases of its images. */
export const policyBase: Rule = {
  code: 'policy-base',
  check({ manifest, ...context }) {
    const { path, id } = baseOf(manifest.base);
    const disallowed = id && disallowedBy(policyLists(context.policies, 'bases', 'the allowed bases'), id);
    if (!disallowed) return [];
    return [
      {
        at: path,
        what: `${pathInWords(path)} is ${id}, which the team’s policy does not allow`,
        fix: fixIn(context, disallowed),
        related: disallowed.related,
      },
    ];
  },
};

type Context = Parameters<typeof allowedBases>[0];

/** Of what the policies allow, only what ECR scans and what is supported for years. */
function fixIn(context: Context, disallowed: Disallowed): string {
  const allowed = allowedBases(context);
  if (disallowed.allowed.length === 0 || allowed.length > 0)
    return fixFor({ ...disallowed, allowed }, 'use', 'base');
  const [best] = lastingBases(context.catalogue, context.today);
  return `have a base that ECR scans and that is supported for years added to the policy, such as ${best?.id}`;
}

/** A Deep Learning Container is also a base, and a policy lists it by its name. */
function baseOf(base: Accepted<Manifest>['base']): { path: ManifestPath; id: string | undefined } {
  if (base === undefined || typeof base === 'string') return { path: ['base'], id: base };
  if ('deepLearningContainer' in base)
    return { path: ['base', 'deepLearningContainer'], id: base.deepLearningContainer };
  return { path: ['base', 'os'], id: 'os' in base ? base.os : undefined };
}
