import { globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { objectorOf, type Rehearsed } from '../../src/model/rehearsal.ts';
import { allChecks } from '../../src/rehearse/all-checks.ts';
import { type RecordedStage, recordCalls } from '../../src/rehearse/record-calls.ts';
import { wholeSamples } from '../../src/rehearse/samples.ts';
import { loadMaterials } from '../../src/shell/rehearse/load-materials.ts';
import { root } from '../support/built.ts';
import {
  brokenFolder,
  brokenPrograms,
  failedIn,
  placeBroken,
  rehearsePlaced,
  wordsOf,
} from './broken-listing.ts';
import { checksNamed, runSome } from './run-some.ts';

const files = globSync('src/rehearse/checks/*.ts', { cwd: root }).map((path) => basename(path, '.ts'));

test('every check is in the list, under the name of its file', () => {
  expect(allChecks.map(({ id }) => id).sort()).toEqual(files.sort());
});

test('every check has a broken listing that it must catch', () => {
  // The engines of the tests make no such image, or other checks fail with it, and no test has a model of 30 GB:
  // test/rehearse/image-checks.process.test.ts uses facts instead. A release before is rehearsed in
  // test/e2e/rehearse-record.test.ts.
  const elsewhere = [
    'image-conversations',
    'image-manifest',
    'image-size',
    'image-vulnerabilities',
    'batch-storage',
    'same-as-release',
  ];
  const caught = [...brokenPrograms, ...readdirSync(brokenFolder), ...elsewhere];
  expect(files.filter((id) => !caught.includes(id))).toEqual([]);
});

test('a check that throws has failed with that error, and the others continue', async () => {
  const placed = placeBroken('a sound model package');
  const thrown = allChecks.map((check) =>
    check.id === 'bad-body'
      ? {
          ...check,
          look: () => {
            throw new RangeError('out of the blue');
          },
        }
      : check,
  );
  const wanted = thrown.filter(({ id }) => ['bad-body', 'empty-body', 'stop-in-time'].includes(id));
  const results = await runSome(placed, wanted);
  const verdicts = (all: readonly Rehearsed[]) => all.map(({ check, seen }) => [check.id, seen.verdict]);
  expect(verdicts(results)).toEqual([
    ['bad-body', 'failed'],
    ['empty-body', 'passed'],
    ['stop-in-time', 'passed'],
  ]);
  expect(JSON.stringify(results[0]?.seen)).toContain('out of the blue');
});

test('a server that ends is no good practice that is missed: buyers suffer, whatever the check is about', async () => {
  const placed = placeBroken('body-over-the-limit');
  const [result] = await runSome(placed, checksNamed('body-over-the-limit'));
  expect(result?.check.objector).toBe('good practice');
  expect(result && objectorOf(result), wordsOf({ results: result ? [result] : [] })).toBe('buyers suffer');
});

test('the log below a check has only what was printed during that check', async () => {
  const placed = placeBroken('a sound model package');
  const serving = `require("http").createServer(({ url, headers }, response) => {
    if (url !== "/ping") console.log(headers["content-type"] + "\\nanswered");
    response.writeHead(url === "/ping" ? 200 : 500).end();
  }).listen(process.env.SAGEMAKER_BIND_TO_PORT)`;
  writeFileSync(join(placed.folder, 'bin/serve'), `#!/bin/sh\nexec node -e '${serving}'\n`);
  const results = await runSome(placed, checksNamed('declared-types', 'undeclared-type', 'platform-headers'));
  expect(results.map(({ seen }) => seen.verdict)).toEqual(['failed', 'failed', 'not-seen']);
  expect(results[0]?.seen).toMatchObject({ evidence: expect.arrayContaining(['application/json']) });
  expect(results[1]?.seen).toMatchObject({ evidence: ['application/x-undeclared', 'answered'] });
});

test('a failing handler is reported once, and not again by every check that needs a prediction', async () => {
  const placed = placeBroken('handler-that-fails');
  const rehearsal = await rehearsePlaced(placed);
  rmSync(placed.folder, { recursive: true });
  expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual(['declared-types', 'batch-transform']);
});

test('a model that a program in another language reads is used, since nothing is answered without it', async () => {
  const placed = placeBroken('reads-natively');
  const [result] = await runSome(placed, checksNamed('artifacts-used'));
  expect(result?.seen).toEqual({
    verdict: 'passed',
    words: 'without it, samples/text-csv.csv as text/csv gets another answer',
  });
});

test.skipIf(process.platform !== 'linux')(
  'a server behind a shell gets no stop signal, even without an image, and the shell is named',
  async () => {
    const placed = placeBroken('a sound model package');
    const program = join(placed.folder, 'bin/serve');
    const withoutExec = readFileSync(program, 'utf8').replace('exec node', 'node');
    writeFileSync(program, `${withoutExec}echo the server has ended\n`);
    const acts = ['start', 'stop', 'after'];
    const results = await runSome(
      { ...placed, limits: { ...placed.limits, stop: 500 } },
      allChecks.filter(({ phase }) => acts.includes(phase)),
    );
    expect(failedIn({ results }), wordsOf({ results })).toEqual(['stop-in-time', 'stop-during-call']);
    const stopped = results.find(({ check }) => check.id === 'stop-in-time');
    expect(stopped?.seen).toMatchObject({
      evidence: [expect.stringMatching(/^process 1 has no handler of SIGTERM, .*: \/bin\/sh .*bin\/serve$/)],
    });
  },
);

test('a slow model is not mistaken for one that slow callers block', async () => {
  const placed = placeBroken('slow-model');
  const results = await runSome(placed, checksNamed('slow-clients'));
  expect(results.map(({ seen }) => seen)).toMatchObject([{ verdict: 'passed' }]);
});

test('each pair of types is tried alone only once, for all checks that need an answered sample', async () => {
  const placed = placeBroken('a sound model package');
  const samples = wholeSamples(loadMaterials(placed.listing, placed.folder)).length;
  const pairs = samples * placed.listing.output.length;
  const types = placed.listing.input.length;
  const recorded: RecordedStage[] = [];
  const results = await runSome(placed, checksNamed('empty-body', 'platform-headers'), (stage) => {
    recorded.push(recordCalls(stage));
    return recorded[0]?.stage ?? stage;
  });
  expect(results.map(({ seen }) => seen.verdict)).toEqual(['passed', 'passed']);
  // Every sample alone in each output type, an empty body of every type, one call with the platform's headers, and the batch
  // transform's call.
  expect(recorded[0]?.measurements().calls).toHaveLength(pairs + types + 2);
});
