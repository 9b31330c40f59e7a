import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Load } from '../../src/model/measurements.ts';
import type { Rehearsed } from '../../src/model/rehearsal.ts';
import { allChecks } from '../../src/rehearse/all-checks.ts';
import { recordCalls } from '../../src/rehearse/record-calls.ts';
import { runChecks } from '../../src/rehearse/run-checks.ts';
import { withCleanup } from '../../src/shell/rehearse/cleanup.ts';
import { loadMaterials } from '../../src/shell/rehearse/load-materials.ts';
import { processStage } from '../../src/shell/rehearse/process-stage.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { placeBroken, shortLimits } from './broken-listing.ts';

/** Runs only the load checks for a listing in test/broken/, and returns the measurements too. */
async function loadBroken(id: string, plan: Load['plan'], startsLate = false) {
  const { folder, listing } = placeBroken(id);
  if (startsLate) startLate(join(folder, 'bin/serve'));
  const loads: Load[] = [];
  const { results, measurements } = await withCleanup(async (cleanup) => {
    const recorded = recordCalls(
      processStage({ folder, scratch: temporaryFolder(), model: undefined, cleanup }),
    );
    const run = {
      stage: recorded.stage,
      materials: loadMaterials(listing, folder),
      limits: shortLimits,
      checks: allChecks.filter(({ phase }) => phase === 'load'),
      onResult: () => {},
      load: { plan, onLoad: (load: Load) => void loads.push(load) },
    };
    return { results: await runChecks(run), measurements: recorded.measurements() };
  });
  rmSync(folder, { recursive: true });
  return { load: loads[0], results, measurements };
}

/** Delays the server, so that even a late first ping finds no server. */
function startLate(program: string): void {
  writeFileSync(program, readFileSync(program, 'utf8').replace('exec', 'sleep 1\nexec'));
}

const verdicts = (results: readonly Rehearsed[]) => results.map(({ seen }) => seen.verdict);

test('a server may refuse calls beyond its capacity, and the load then stays below that', async () => {
  const { load, results } = await loadBroken('turns-others-away', { connections: 8, seconds: 1 });
  expect(load?.steps.map(({ connections, turnedAway }) => [connections, turnedAway > 0])).toEqual([
    [1, false],
    [2, false],
    [4, true],
  ]);
  expect(load?.saturation).toBeLessThanOrEqual(2);
  expect([load?.isSaturated, load?.soak?.turnedAway]).toEqual([true, 0]);
  expect(verdicts(results)).toEqual(['passed', 'passed', 'passed']);
});

test('a model that needs longer than a step still gets a call on each connection', async () => {
  const { load, results } = await loadBroken('slow-answers', { connections: 4, seconds: 1 });
  expect(load?.steps.map(({ connections, calls }) => calls >= connections)).toEqual([true, true, true]);
  expect([load?.saturation, load?.isSaturated]).toEqual([4, false]);
  expect(load?.soak?.calls).toBeGreaterThanOrEqual(16);
  expect(verdicts(results)).toEqual(['passed', 'passed', 'passed']);
});

test('if calls fail, there are no more steps, and no long run', async () => {
  const { load, results } = await loadBroken('load-answers', { connections: 8, seconds: 1 });
  expect([load?.steps.length, load?.soak]).toEqual([1, null]);
  expect(load?.faults[0]).toMatch(/^500 in \d+ ms$/);
  expect(verdicts(results)).toEqual(['failed', 'passed', 'not-seen']);
});

test('a handler that answers nothing cannot be loaded, and that is said', async () => {
  const { load, results } = await loadBroken('handler-that-fails', { connections: 8, seconds: 1 });
  expect(load).toBeUndefined();
  expect(results.map(({ seen }) => seen.words)).toEqual(
    Array(3).fill('no sample is answered when it comes alone'),
  );
});

test('pings until the first 200 are measured, and so are calls outside the load', async () => {
  const { measurements } = await loadBroken('turns-others-away', { connections: 1, seconds: 1 }, true);
  const { readiness, calls } = measurements;
  expect(readiness.spans.at(-1)).toMatchObject({ said: '200', pings: 1, toMs: readiness.readyMs });
  expect(readiness.spans[0]?.said).toBe('the connection was refused');
  // Four calls check that each sample is answered in each type. After the load there is a transform of one request.
  expect(calls.map(({ status, type }) => [status, type])).toEqual([
    [200, 'text/csv'],
    [200, 'text/csv'],
    [200, 'application/json'],
    [200, 'application/json'],
    [200, 'text/csv'],
  ]);
});
