import type { Step } from '../editing/step.ts';

/** The way from one version of the manifest's format to the next. */
export interface Migration {
  /** The version that it reads; it ends at the one after it. */
  readonly from: number;
  /** In this order; each sees the text that the one before it left. */
  readonly steps: readonly Step[];
}
