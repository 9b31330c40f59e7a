import type { LocatedProblem } from '../model/problem.ts';
import { versionProblems, versionTextProblems } from './manifest-version.ts';
import type { ParsedFile } from './parse-manifest-file.ts';
import { sourceLocation } from './source-location.ts';

/** What is wrong with a policy file itself. The lists in its `policy` are checked like those of a team file. */
export function policyFileProblems(parsed: ParsedFile): LocatedProblem[] {
  const { root, source, problems } = parsed;
  if (!root) return problems.map(withPolicyFix);
  const others = [...root.entries].filter(([key]) => key !== 'version' && key !== 'policy');
  const found = [...problems, ...versionTextProblems(root), ...versionProblems(parsed)];
  if (!root.entries.has('policy')) found.push(noPolicy(sourceLocation({ source, start: 0, end: 1 })));
  return [...found, ...others.map(([key, entry]) => otherMember(key, sourceLocation(entry.key)))];
}

const start = 'start it with  version: 1  and  policy:  with the lists of docs/reference/manifest.md';

/** These problems are worded for a manifest. */
function withPolicyFix(problem: LocatedProblem): LocatedProblem {
  const isForManifests = ['manifest-empty', 'manifest-not-a-map', 'manifest-too-large'].includes(
    problem.code,
  );
  return isForManifests ? { ...problem, fix: start } : problem;
}

function noPolicy(location: LocatedProblem['location']): LocatedProblem {
  return {
    code: 'policy-missing',
    severity: 'error',
    location,
    what: 'this policy file has no `policy`',
    because: 'a file that forbids nothing would look like a gate',
    fix: 'write  policy:  with what listings may use, or delete the file',
  };
}

function otherMember(key: string, location: LocatedProblem['location']): LocatedProblem {
  return {
    code: 'policy-file-member',
    severity: 'error',
    location,
    what: `\`${key}\` is in a policy file, which has only \`version\` and \`policy\``,
    fix: `remove it; values for listings belong in a file that they name in \`extends\``,
  };
}
