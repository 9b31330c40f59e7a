import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { startListing } from '../support/running-server.ts';
import { placeWithPackages } from '../support/use-listing.ts';

const handler = `import { defineInference } from '../runtime/inference.ts';

export default defineInference({
  load: () => 0,
  handle: () => {
    throw new Error('on purpose');
  },
});
`;

test('the stack of an error names our functions, in the lines that the seller can read', async () => {
  const listing = placeWithPackages(modelPackage(), { 'src/inference.ts': handler });
  const { url, log, stop } = await startListing(listing);
  const headers = { 'content-type': 'text/csv' };
  expect((await fetch(`${url}/invocations`, { method: 'POST', headers, body: '1,2\n' })).status).toBe(500);
  await expect.poll(log).toContain('on purpose');
  expect(log()).toContain('src/inference.ts:6:11');
  const frames = [...log().matchAll(/at (?:async )?([\w.]+) \([^()]*\/(runtime\/[^():]+):(\d+):\d+\)/g)];
  expect(frames.length).toBeGreaterThan(1);
  for (const [, name = '', file = '', line = ''] of frames) {
    const before = readFileSync(join(listing, file), 'utf8').split('\n').slice(0, Number(line));
    const own = name.split('.').at(-1) ?? name;
    // The function begins in this line or above it, and no other one begins between.
    const begins = before.findLastIndex((text) =>
      /^(export )?(async )?function |^ {2}(async )?#?\w+\(.*\{$/.test(text),
    );
    expect(before.slice(begins).join('\n'), `${name} in ${file}:${line}`).toContain(own);
  }
  await stop();
});
