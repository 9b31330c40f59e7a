import { lastingBases } from '../model/lasting-bases.ts';
import type { BaseKind } from '../model/team-policy.ts';
import { policyLists } from './policy-list.ts';
import type { RuleContext } from './rules/rule.ts';

/** The bases that advice may name and that every policy allows. */
export function allowedBases({
  policies,
  catalogue,
  today,
}: Pick<RuleContext, 'policies' | 'catalogue' | 'today'>): readonly string[] {
  const kinds = policyLists(policies, 'baseMustBe', '').flatMap(({ items }) => items) as BaseKind[];
  const lists = policyLists(policies, 'bases', '');
  return lastingBases(catalogue, today)
    .filter((base) => kinds.every((kind) => base[kind]))
    .map(({ id }) => id)
    .filter((id) => lists.every(({ items }) => items.includes(id)));
}
