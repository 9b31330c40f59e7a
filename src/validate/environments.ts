import type { Accepted, Manifest } from '../model/manifest.ts';
import type { ManifestPath } from '../model/problem.ts';

/** A variable that the manifest sets. */
export interface Variable {
  readonly at: ManifestPath;
  readonly name: string;
  readonly value: string | undefined;
  /** Who gets it: the whole container, or the seller's program alone. */
  readonly of: 'inference' | 'server';
}

export function variablesOf({ inference, server }: Accepted<Manifest>): readonly Variable[] {
  const placed = (of: Variable['of'], variables: Readonly<Record<string, string | undefined>> = {}) =>
    Object.entries(variables).map(([name, value]) => ({ at: [of, 'environment', name], name, value, of }));
  return [...placed('inference', inference?.environment), ...placed('server', server?.environment)];
}
