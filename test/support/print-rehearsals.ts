import { createHash } from 'node:crypto';
import { printRehearsalPage } from '../../src/generate.ts';
import { failure, ok } from '../../src/model/result.ts';
import type { RehearsedListing } from '../../src/report/rehearsed-listing.ts';
import { buildLoad, buildRehearsal, buildResult } from './build-rehearsals.ts';
import { preparedForTests } from './prepared.ts';

export function printRehearsals(listings: readonly RehearsedListing[]): string {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
  return printRehearsalPage({ ...preparedForTests(), today: '2026-11-21' }, listings, sha256);
}

/** Four listings: one is ready, one is not ready, one never started, and one was not tried. */
export function severalRehearsals(): readonly RehearsedListing[] {
  const failing = {
    verdict: 'failed',
    words: '500 in 3 ms',
    fix: 'answer 415',
    evidence: ['TypeError: it broke', `    at ${'a-long-name/'.repeat(40)}serve.ts:1:2`],
  } as const;
  const { results, measurements } = buildRehearsal();
  const readiness = {
    spans: [{ fromMs: 2, toMs: 90, said: 'the connection was refused', pings: 2 }],
    readyMs: null,
  };
  return [
    { manifest: 'a/marketplace.yaml', outcome: ok(buildRehearsal({ listing: 'alpha', load: buildLoad() })) },
    {
      manifest: 'b/marketplace.yaml',
      outcome: ok(
        buildRehearsal({
          listing: 'beta',
          results: [
            ...results,
            buildResult('undeclared-type', failing),
            buildResult('ping-answer', failing, { objector: 'good practice' }),
          ],
        }),
      ),
    },
    {
      manifest: 'c/marketplace.yaml',
      outcome: ok(
        buildRehearsal({ listing: 'gamma', measurements: { ...measurements, readiness, calls: [] } }),
      ),
    },
    { manifest: 'd/marketplace.yaml', outcome: failure('scripts/build.sh fails') },
  ];
}
