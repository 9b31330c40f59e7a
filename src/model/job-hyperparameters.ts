import type { ResolvedHyperparameter, ResolvedListing } from './resolved-listing.ts';

/** What a job of this listing gets by the manifest alone: the values of AWS's validation, and any value for others that are required. */
export function jobHyperparameters({
  training,
  validation,
}: Pick<ResolvedListing, 'training' | 'validation'>): Readonly<Record<string, string>> {
  const needed = training?.hyperparameters.filter(({ required }) => required) ?? [];
  const made = Object.fromEntries(needed.map((rule) => [rule.name, someValue(rule)]));
  return { ...made, ...validation?.training?.hyperparameters };
}

function someValue({ type, range, values }: ResolvedHyperparameter): string {
  if (type === 'categorical') return values[0] ?? '';
  if (type === 'free-text') return 'rehearsal';
  return String(range?.min ?? 1);
}
