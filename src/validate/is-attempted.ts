import { closestName } from '../problem/closest-name.ts';

/** Whether the listing's file has the member, refused or misspelt: either has its own message, so it is not missing. */
export function isAttempted(member: string, ownKeys: ReadonlySet<string>): boolean {
  return closestName(member, [...ownKeys]) !== undefined;
}
