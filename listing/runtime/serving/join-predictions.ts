import type { Predictions } from '../records.ts';

/** The predictions of parts, in their order. Tables stay a table where all are of one kind. */
export function joinPredictions(parts: readonly Predictions[]): Predictions {
  const tables = parts.filter((part) => 'toRows' in part);
  const [first, ...others] = tables;
  if (first && tables.length === parts.length && others.every(({ kind }) => kind === first.kind))
    return first.concat(...others);
  return parts.flatMap((part) => ('toRows' in part ? part.toRows() : part));
}
