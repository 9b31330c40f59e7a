import { lastingBases } from '../model/lasting-bases.ts';
import { policyLists } from './policy-list.ts';
import type { RuleContext } from './rules/rule.ts';

/** The bases that advice may name and that every policy allows. */
export function allowedBases({
  policies,
  catalogue,
  today,
}: Pick<RuleContext, 'policies' | 'catalogue' | 'today'>): readonly string[] {
  const lists = policyLists(policies, 'bases', '');
  return lastingBases(catalogue, today)
    .map(({ id }) => id)
    .filter((id) => lists.every(({ items }) => items.includes(id)));
}
