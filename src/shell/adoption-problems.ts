import type { Change, KeptMember } from '../model/change-set.ts';
import { keptMemberInWords } from '../problem/kept-member-words.ts';
import { listInWords } from '../problem/phrasing.ts';
import type { ListingProblem } from './listing-problems.ts';
import type { ListingPaths } from './tree/listing-paths.ts';

/** The changes to files that no run made. */
export function adoptions(changes: readonly Change[]): readonly Change[] {
  return changes.filter(({ isAdopted }) => isAdopted);
}

const mostNamed = 6;

/** One problem for all files that no run made: the seller decides once. */
export function foreignFilesProblem(changes: readonly Change[], paths: ListingPaths): ListingProblem {
  const { command, hasManifest, state } = paths;
  const [path = ''] = changes.map((change) => change.path);
  const aside = changes.find((change) => 'keepsCopy' in change && change.keepsCopy);
  const isOne = changes.length === 1;
  const stay = `, or let one stay as it is with  regenerate: { keep: [${(aside ?? { path }).path}] }  in the manifest`;
  return {
    path,
    code: 'foreign-file',
    what: isOne
      ? 'this file was here before, and no run made it'
      : `${changes.length} files were here before, and no run made them: ${namesIn(changes)}`,
    ...(aside && { because: `what is set aside goes to ${state.kept}` }),
    fix: `run  ${command} --adopt , which does with ${isOne ? 'it' : 'them'} what the plan says${hasManifest ? stay : ''}`,
  };
}

function namesIn(changes: readonly Change[]): string {
  const rest = changes.length - mostNamed;
  const names = changes.slice(0, rest > 1 ? mostNamed : changes.length).map(({ path }) => path);
  return listInWords(rest > 1 ? [...names, `${rest} more`] : names, 'and');
}

/** Warnings where both sides have another value for a member. */
export function keptMemberProblems(changes: readonly Change[]): readonly ListingProblem[] {
  return changes.flatMap(({ path, kept = [] }) => kept.map((member) => keptMemberProblem(path, member)));
}

function keptMemberProblem(path: string, member: KeptMember): ListingProblem {
  return {
    path,
    line: member.line,
    severity: 'warning',
    code: 'member-kept',
    what: keptMemberInWords(member),
    ...(member.isReplaced
      ? {
          because: 'Node reads the TypeScript of a listing as modules',
          fix: 'give a .js file that uses require() the ending .cjs',
        }
      : { fix: 'leave it, or write the generated value' }),
  };
}
