import type { Accepted } from '../model/manifest.ts';
import type { Related } from '../model/problem.ts';
import type { Policy } from '../model/team-policy.ts';
import { listInWords } from '../problem/phrasing.ts';

type Policies = readonly (Accepted<Policy> | undefined)[];

/** One list of one policy, with the place that a violation refers to. */
interface PolicyList {
  readonly items: readonly string[];
  readonly note: Related;
}

/** The list with this name in every policy that has it; lists with a part that the schema refused are left out. */
export function policyLists(policies: Policies, name: keyof Policy, sentence: string): PolicyList[] {
  return policies.flatMap((policy, index) => {
    const list: readonly (string | undefined)[] | undefined = policy?.[name];
    const items = list?.filter((item) => item !== undefined);
    if (!items || items.length !== list?.length) return [];
    return [{ items, note: { at: { path: ['policy', name], target: 'key', policy: index }, sentence } }];
  });
}

/** Why a value is not allowed: the policies that do not list it, and the values that all policies allow. */
export interface Disallowed {
  readonly allowed: readonly string[];
  readonly related: readonly Related[];
}

/** A value must be in the list of every policy that has one, so no policy can allow more than another. */
export function disallowedBy(lists: readonly PolicyList[], value: string): Disallowed | undefined {
  const against = lists.filter(({ items }) => !items.includes(value));
  if (against.length === 0) return undefined;
  const [first, ...others] = lists;
  const allowed = first?.items.filter((item) => others.every(({ items }) => items.includes(item))) ?? [];
  return { allowed, related: against.map(({ note }) => note) };
}

/** What the policies require and the listing does not have: each policy can add requirements. */
export interface Lack {
  readonly wanted: readonly string[];
  readonly related: readonly Related[];
}

export function lackOf(lists: readonly PolicyList[], isThere: (item: string) => boolean): Lack | undefined {
  const asking = lists.filter(({ items }) => !items.every(isThere));
  if (asking.length === 0) return undefined;
  const wanted = new Set(asking.flatMap(({ items }) => items).filter((item) => !isThere(item)));
  return { wanted: [...wanted], related: asking.map(({ note }) => note) };
}

/** `use a or b, or have the base added to the policy`. */
export function fixFor({ allowed, related }: Disallowed, use: string, noun: string): string {
  if (allowed.length === 0) return `let the policies agree on a ${noun}: all of them together allow none`;
  const policy = related.length > 1 ? 'policies' : 'policy';
  return `${use} ${allowedInWords(allowed)}, or have the ${noun} added to the ${policy}`;
}

const mostThatCanBeRead = 10;

/** The allowed names for a sentence; of a long list only the first ones. */
function allowedInWords(allowed: readonly string[]): string {
  const rest = allowed.length - mostThatCanBeRead;
  if (rest <= 0) return listInWords(allowed);
  return `${allowed.slice(0, mostThatCanBeRead).join(', ')} or ${rest} more`;
}
