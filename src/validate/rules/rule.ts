import type { Accepted, Manifest } from '../../model/manifest.ts';
import type { ManifestPath, Problem, Related } from '../../model/problem.ts';
import type { ProblemCode } from '../../model/problem-code.ts';
import type { Policy } from '../../model/team-policy.ts';
import type { Ground } from '../ground.ts';

/** A check of the manifest that the schema cannot express. The code of a rule is the name of its file. */
export interface Rule {
  readonly code: ProblemCode;
  readonly check: (context: RuleContext) => readonly Violation[];
}

/** The input of a rule. Members that the schema refused are absent, so a rule never sees them. */
export interface RuleContext extends Pick<Ground, 'catalogue' | 'today'> {
  readonly manifest: Accepted<Manifest>;
  /** The policies that bind the listing, from policy files and from files that it extends; each of them applies. */
  readonly policies: readonly Accepted<Policy>[];
  /** Members that the seller wrote and the schema refused, such as `artifacts.s3Uri`: they are not missing. */
  readonly attempted: ReadonlySet<string>;
  /** The members of the listing's own file, without the files that it extends. */
  readonly ownKeys: ReadonlySet<string>;
}

/** A problem without the code, which is the rule's. It is an error unless it has another severity. */
export interface Violation {
  readonly at: ManifestPath;
  /** Points at the key instead of its value. */
  readonly atKey?: boolean;
  readonly severity?: 'warning';
  readonly what: string;
  readonly fix: string;
  readonly because?: string;
  /** A rule of AWS or of a format, in place of a reason. */
  readonly rule?: string;
  readonly related?: readonly Related[];
}

export function problemsOf(rule: Rule, context: RuleContext): Problem[] {
  return rule.check(context).map(({ at, atKey, severity, ...words }) => ({
    ...words,
    code: rule.code,
    severity: severity ?? 'error',
    at: { path: at, target: atKey ? 'key' : 'value' },
  }));
}
