import type { Step } from '../editing/step.ts';

/** Upgrades a manifest from one version of the format to the next. */
export interface Migration {
  /** The version that it reads; the result has the next version. */
  readonly from: number;
  /** In this order; each step reads the text that the step before it wrote. */
  readonly steps: readonly Step[];
}
