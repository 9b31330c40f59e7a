import type { Performed } from '../perform-listing.ts';

/** The result of `--dry-run`. */
export function planned(plan: readonly string[]): Performed {
  return { text: plan.map((line) => `${line}\n`).join(''), values: { status: 'planned', plan } };
}
