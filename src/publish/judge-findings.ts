import type { AllowedFinding } from '../model/manifest.ts';
import type { FindingSeverity } from '../model/team-policy.ts';
import type { ScanFinding } from './findings.ts';

export interface JudgedFinding extends ScanFinding {
  readonly isRefused: boolean;
  /** The last day on which it is allowed; null where the manifest does not name it. */
  readonly until: string | null;
}

export interface Gate {
  readonly block: readonly FindingSeverity[];
  readonly allow: readonly AllowedFinding[];
  /** YYYY-MM-DD in UTC. */
  readonly today: string;
}

/** The findings of blocked severities, in the order of the manifest, and which of them are allowed. */
export function judgeFindings(
  findings: readonly ScanFinding[],
  { block, allow, today }: Gate,
): readonly JudgedFinding[] {
  return block.flatMap((severity) =>
    findings
      .filter((finding) => finding.severity === severity)
      .map((finding) => {
        const until = allow.find(({ id }) => id === finding.id)?.until ?? null;
        return { ...finding, until, isRefused: until === null || today > until };
      }),
  );
}

/** `2 CRITICAL in churn-scorer`, for each severity that has one. */
export function countRefused(judged: readonly JudgedFinding[], repository: string): readonly string[] {
  const refused = judged.filter(({ isRefused }) => isRefused).map(({ severity }) => severity);
  return [...new Set(refused)].map(
    (severity) => `${refused.filter((each) => each === severity).length} ${severity} in ${repository}`,
  );
}
