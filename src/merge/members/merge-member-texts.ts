import type { KeptMember } from '../../model/change-set.ts';
import type { ThreeTexts } from '../three-texts.ts';
import { jsonMembers } from './json-members.ts';
import { isSameJson, type MemberText } from './member-text.ts';
import { mergeMembers } from './merge-members.ts';
import { yamlMembers } from './yaml-members.ts';

export interface MergedMemberText {
  readonly text: string;
  readonly kept: readonly KeptMember[];
}

/** How a file's members are read; undefined for a file that has only lines. */
export function memberReader(path: string): ((text: string) => MemberText | undefined) | undefined {
  if (/\.(json|ipynb)$/.test(path)) return jsonMembers;
  return /\.ya?ml$/.test(path) ? yamlMembers : undefined;
}

/**
 * Merges JSON and YAML by members. The result has no conflict marks, which no program could read: where both sides changed a
 * member, the seller's stays. Undefined where one of the texts cannot be read.
 */
export function mergeMemberTexts(
  { previous, current, incoming, isSure }: ThreeTexts,
  read: (text: string) => MemberText | undefined,
  needed: readonly string[] = [],
): MergedMemberText | undefined {
  const [mine, ours] = [read(current), read(incoming)];
  if (!mine || !ours) return undefined;
  const last = isSure && previous !== undefined ? read(previous) : undefined;
  const { value, kept } = mergeMembers({ before: last?.value, now: mine.value, next: ours.value, needed });
  const text = isSameJson(value, mine.value)
    ? current
    : mine.rewritten(value, { next: ours, last: previous ?? '' });
  const merged = text === undefined ? undefined : read(text);
  if (text === undefined || !merged) return undefined;
  return { text, kept: kept.map((member) => ({ ...member, line: merged.lineOf(member.path) })) };
}
