import type { ServeScene } from '../check.ts';
import type { ExpectedAnswers } from '../materials.ts';
import { compareBodies } from './compare-bodies.ts';

export interface ComparedAnswers {
  /** How many were compared. */
  readonly count: number;
  /** The places where they differ from what was expected. */
  readonly differences: readonly string[];
}

/** The answers to the samples beside those that are expected; what cannot be read is judged by `declared-types`. */
export async function compareAnswers(scene: ServeScene, expected: ExpectedAnswers): Promise<ComparedAnswers> {
  const differences: string[] = [];
  let count = 0;
  for (const { name, fault, body, output } of await scene.answers()) {
    const wanted = expected.bodies.get(name);
    if (wanted === undefined || fault !== undefined) continue;
    count += 1;
    // An answer without a fault can be read.
    const compared = compareBodies(wanted, body, output.codec, expected.tolerances.get(name));
    const found = compared.ok ? compared.value : [`what was expected cannot be compared, ${compared.reason}`];
    differences.push(...found.map((words) => `${name}: ${words}`));
  }
  return { count, differences };
}
