import { chmodSync, cpSync, existsSync, globSync, lstatSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder } from '../support/listing-folder.ts';
import { isSettled, settle, wholeRun } from '../support/settled-listing.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Act, act, perform } from './seller-at-work.ts';

type Step =
  /** `hidden`: all files get the times of before again, and those of folders with them. */
  | { readonly kind: 'act'; readonly act: Act; readonly isHidden: boolean }
  | { readonly kind: 'mode'; readonly path: string; readonly mode: number }
  | { readonly kind: 'time'; readonly path: string }
  | { readonly kind: 'manifest'; readonly title: string }
  | { readonly kind: 'settle'; readonly waits: boolean };

const path = fc.constantFrom(
  'bin/serve',
  'README.md',
  'runtime/log.ts',
  '.sagemaker-mkt/lock.json',
  'model/README.md',
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('act' as const), act, isHidden: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('mode' as const),
      path,
      mode: fc.constantFrom(0o644, 0o755, 0o444),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('time' as const), path }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('manifest' as const), title: fc.constantFrom('One', 'Two') }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('settle' as const), waits: fc.boolean() }) },
);

test('a listing that looks settled is one where a whole run has nothing to do and nothing to say', {
  timeout: 1_200_000,
}, () => {
  const generated = generatedFolder();
  let settled = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
      const folder = join(temporaryFolder(), 'listing');
      cpSync(generated, folder, { recursive: true });
      settle(folder);
      for (const next of steps) {
        take(folder, next);
        if (!isSettled(folder)) continue;
        settled += 1;
        expect(wholeRun(folder)).toMatchObject({ status: 'unchanged', problems: [] });
      }
    }),
    { numRuns: tries(20, 400) },
  );
  // Otherwise nothing was tried.
  expect(settled).toBeGreaterThan(10);
});

function take(folder: string, next: Step): void {
  const place = 'path' in next ? join(folder, next.path) : '';
  if (next.kind === 'act') (next.isHidden ? hidden : plainly)(folder, () => perform(folder, next.act));
  else if (next.kind === 'mode' && existsSync(place)) chmodSync(place, next.mode);
  else if (next.kind === 'time' && existsSync(place)) utimesSync(place, 1, 1);
  else if (next.kind === 'manifest')
    writeFileSync(
      join(folder, 'marketplace.yaml'),
      modelPackage({ product: `product: { type: model-package, name: churn-scorer, title: ${next.title} }` }),
    );
  else if (next.kind === 'settle') settle(folder, ...(next.waits ? [] : [() => undefined]));
}

function plainly(_folder: string, work: () => void): void {
  work();
}

function hidden(folder: string, work: () => void): void {
  const before = new Map(
    globSync('{**,.sagemaker-mkt/**}', { cwd: folder }).map((name) => [name, lstatSync(join(folder, name))]),
  );
  work();
  for (const [name, { atimeMs, mtimeMs }] of before)
    if (existsSync(join(folder, name))) utimesSync(join(folder, name), atimeMs / 1000, mtimeMs / 1000);
}
