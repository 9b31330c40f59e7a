import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BuiltListing, bases, buildListing, factsOf } from './built-listing.ts';
import { sagemakerFolder, serveImage } from './containers.ts';
import { imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing();
const slow = { timeout: 300_000 };

for (const [base, builder] of bases)
  describe.skipIf(missing)(`Flask on ${base}, by ${builder}${missing ? ` (${missing})` : ''}`, () => {
    let listing: BuiltListing;
    beforeAll(() => {
      listing = buildListing('flask', base, builder);
      console.log(listing.report);
    }, slow.timeout);
    afterAll(() => listing?.remove());

    test.each(['0', '1000'])(
      'answers AWS’s walk-through as user %s, and stops when told',
      slow,
      async (user) => {
        const container = await serveImage(listing.inferenceImage, user, join(sagemakerFolder(), 'model'));
        const answer = await fetch(`${container.url}/invocations`, { method: 'POST', body: 'hello world' });
        expect([answer.status, await answer.text()]).toEqual([
          200,
          '{"prediction": "a", "text": "hello world"}',
        ]);
        const { exitCode, log } = container.stop(30);
        expect(exitCode, log).toBe(0);
      },
    );

    test('has Python and no Node in it', slow, () => {
      const has = (program: string) =>
        tryDocker(['run', '--rm', listing.inferenceImage, program, '--version']).status;
      expect([has('python3'), has('node')]).toEqual([0, 127]);
      expect(factsOf(listing.inferenceImage).Config.Cmd).toEqual(['serve']);
    });
  });
