import type { CheckFacts, Rehearsed, Seen } from '../model/rehearsal.ts';
import type { Stage } from './stage.ts';
import { failed, notSeen } from './verdicts.ts';

/** A check with its scene. */
export interface Staged {
  readonly facts: CheckFacts;
  readonly look: () => Seen | Promise<Seen>;
}

/** A check that throws counts as failed, and shows the error: it never ends the run. */
export async function performCheck({ facts, look }: Staged, stage: Stage): Promise<Rehearsed> {
  const begun = stage.now();
  const seen = await seenBy(look);
  return { check: factsOf(facts), seen, milliseconds: Math.round(stage.now() - begun) };
}

export function unseen(facts: CheckFacts, words: string): Rehearsed {
  return { check: factsOf(facts), seen: notSeen(words), milliseconds: 0 };
}

async function seenBy(look: Staged['look']): Promise<Seen> {
  try {
    return await look();
  } catch (thrown) {
    const words = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return failed('the check itself failed', 'report this, with the lines of its stack', words.split('\n'));
  }
}

function factsOf({ id, rule, source, objector, phase, of, needs }: CheckFacts): CheckFacts {
  return { id, rule, source, objector, phase, ...(of && { of }), ...(needs && { needs }) };
}
