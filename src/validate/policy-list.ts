import type { Accepted, Policy } from '../model/manifest.ts';
import type { Related } from '../model/problem.ts';
import { listInWords } from '../problem/words.ts';

/** One list of the team's policy; nothing where the team sets none, or where the schema refused a part of it. */
export function policyList(
  policy: Accepted<Policy> | undefined,
  name: keyof Policy,
): readonly string[] | undefined {
  const list: readonly (string | undefined)[] | undefined = policy?.[name];
  const texts = list?.filter((item) => item !== undefined);
  return texts?.length === list?.length ? texts : undefined;
}

/** The place in the team's file that a violation goes back to. */
export function policyNote(name: keyof Policy, sentence: string): { readonly related: readonly Related[] } {
  return { related: [{ at: { path: ['policy', name], target: 'key' }, sentence }] };
}

const mostThatCanBeRead = 10;

/** The allowed names for a sentence; of a long list only the first ones. */
export function allowedInWords(allowed: readonly string[]): string {
  const rest = allowed.length - mostThatCanBeRead;
  if (rest <= 0) return listInWords(allowed) || 'none';
  return `${allowed.slice(0, mostThatCanBeRead).join(', ')} or ${rest} more`;
}
