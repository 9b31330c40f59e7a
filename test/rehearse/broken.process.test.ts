import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { brokenPrograms, failedIn, placeBroken, rehearsePlaced, wordsOf } from './broken-listing.ts';

/** What a listing may break beside it, because nobody breaks one of them alone. */
const mayBreak: Readonly<Record<string, readonly string[]>> = {
  'accepts-quickly': ['ping-under-load', 'slow-clients', 'concurrent-answers'],
  'ping-under-load': ['slow-clients'],
  'stop-in-time': ['stop-during-call'],
};

describe.concurrent('a listing that breaks a rule is not let through', () => {
  test.each(brokenPrograms)('%s, and nothing else, is said of the listing that breaks it', async (id) => {
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
