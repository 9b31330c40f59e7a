import type { ProblemCode } from '../../model/problem-code.ts';

/** Something in a project that SageMaker or AWS Marketplace does not allow, or that cannot work there. */
export interface RuleBreak {
  readonly code: Extract<ProblemCode, `project-${string}`>;
  readonly path: string;
  readonly line: number;
  readonly what: string;
  readonly fix: string;
  readonly because?: string;
  readonly rule?: string;
}
