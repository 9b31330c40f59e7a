import type { Catalogue } from '../../model/catalogue.ts';
import type { Accepted, Manifest, Policy } from '../../model/manifest.ts';
import type { ManifestPath, Problem, Related } from '../../model/problem.ts';
import type { ProblemCode } from '../../model/problem-code.ts';

/** One demand on a manifest that its shape alone cannot express. A rule's code is the name of its file. */
export interface Rule {
  readonly code: ProblemCode;
  readonly check: (context: RuleContext) => readonly Violation[];
}

/** What a rule may look at. Members that the schema refused are absent, so a rule never trips over them. */
export interface RuleContext {
  readonly manifest: Accepted<Manifest>;
  readonly catalogue: Catalogue;
  /** The policies of all files that the listing extends, each of which binds it. */
  readonly policies: readonly Accepted<Policy>[];
  /** Members that were written and refused, as `artifacts.s3Uri`: they are not missing. */
  readonly attempted: ReadonlySet<string>;
  /** The members that the listing's own file holds, without what it extends. */
  readonly ownKeys: ReadonlySet<string>;
}

/** A problem without its code, which is the rule's, and an error unless it says otherwise. */
export interface Violation {
  readonly at: ManifestPath;
  /** Point at the key itself instead of its value. */
  readonly atKey?: boolean;
  readonly severity?: 'warning';
  readonly what: string;
  readonly fix: string;
  readonly because?: string;
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
