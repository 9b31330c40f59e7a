import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allChecks } from '../../src/rehearse/all-checks.ts';
import { oneIn } from '../support/every-case.ts';
import { brokenPrograms, failedIn, placeBroken, rehearsePlaced, wordsOf } from './broken-listing.ts';

/** Checks that also fail for these listings, because the one rule cannot be broken without the other. */
const mayBreak: Readonly<Record<string, readonly string[]>> = {
  'ping-under-load': ['slow-clients'],
  'model-written': ['artifacts-used'],
  'stop-in-time': ['stop-during-call'],
};

/** Some checks of each phase, since each phase finds faults in its own way. */
const someOfEachAct = Object.values(
  Object.groupBy(brokenPrograms, (id) => allChecks.find((check) => check.id === id)?.phase ?? id),
).flatMap((ids = []) => oneIn(12, ids));

describe.concurrent('a listing that breaks a rule fails', () => {
  test.each(someOfEachAct)('only the check %s fails for the listing that breaks it', async (id) => {
    const placed = placeBroken(id);
    try {
      const rehearsal = await rehearsePlaced(placed);
      const others = mayBreak[id] ?? [];
      const found = failedIn(rehearsal).filter((failed) => !others.includes(failed));
      expect(found, wordsOf(rehearsal)).toEqual([id]);
    } finally {
      rmSync(placed.folder, { recursive: true, force: true });
    }
  });

  test.each(['a sound model package', 'a sound algorithm'])('%s passes all of it', async (id) => {
    const placed = placeBroken(id);
    try {
      const rehearsal = await rehearsePlaced(placed);
      expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual([]);
    } finally {
      rmSync(placed.folder, { recursive: true, force: true });
    }
  });
});
