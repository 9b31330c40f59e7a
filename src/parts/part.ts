/** A file of a listing that is made of several files of ours. */
export interface Part {
  /** Where it is in a listing. */
  readonly path: string;
  /** The files that it is made of, those for readers first. One that others need at once comes before them all the same. */
  readonly sources: readonly string[];
  /** Sources that a seller's code imports by their own names: small files pass their exports on. */
  readonly thin?: readonly string[];
  /** The part that it is loaded with. What several parts have, it gets from there. */
  readonly beside?: string;
}

export function below(folder: string, names: readonly string[]): readonly string[] {
  return names.map((name) => `${folder}/${name}`);
}
