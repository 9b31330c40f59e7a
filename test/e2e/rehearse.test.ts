import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openToAll, runYo } from '../../scripts/run-yo.ts';
import type { Load } from '../../src/model/measurements.ts';
import { placeBroken } from '../rehearse/broken-listing.ts';
import { bin } from '../support/built.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder } from '../support/listing-folder.ts';
import { onAwsLimits } from '../support/on-aws-limits.ts';
import { ordinaryUser, whyNotAsAnotherUser } from '../support/ordinary-user.ts';
import { runBin } from '../support/run-bin.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A small body limit keeps the tests fast. */
const small = modelPackage({ inference: 'inference: { maxPayloadMB: 1 }' });

function brokenFolder(id: string): string {
  const { folder } = placeBroken(id);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test(
  'a generated listing with a model is ready as far as seen without an image, the report says what was not seen, and nothing else has changed',
  onAwsLimits,
  () => {
    const folder = generatedFolder(small);
    writeFileSync(join(folder, 'model/linear-model.json'), '{ "intercept": 0.5, "weights": [1, 0, -2, 0] }');
    writeFileSync(join(folder, 'samples/text-csv.expected.json'), '2.8');
    const { code, out, err } = runBin(['rehearse', '--no-engine'], folder);
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(
      /^churn-scorer, as programs on this machine \(as was asked for\): what only an image shows is not seen; [\d.]+ s$/,
    );
    expect(out).toMatch(/^not seen image-platform +only an image shows it$/m);
    expect(out).toMatch(/^passed +declared-types +2 pairs$/m);
    expect(lines.at(-1)).toMatch(
      /^ready as far as seen: \d+ of \d+ checks, \d+ need Docker, 4 others not seen$/,
    );
    expect([code, err]).toEqual([0, '']);
    expect(runBin(['check'], folder).code).toBe(0);
  },
);

test(
  'a warning does not make a listing not ready, --strict asks for what needs Docker, and all reports of a run have the figures of a load',
  onAwsLimits,
  () => {
    const folder = brokenFolder('ping-answer');
    const load = ['--load', '--connections', '2', '--seconds', '1'];
    const reports = ['--junit', 'out/rehearsal.xml', '--report', 'out/rehearsal.html', '--json'];
    const words = ['rehearse', '--no-engine', '--strict', ...load, ...reports];
    const { code, out, err } = runBin(words, folder);
    const { listings } = JSON.parse(out) as {
      listings: { checks: unknown[]; load: Load; measurements: { calls: unknown[] } }[];
    };
    expect([code, err]).toEqual([
      4,
      'error: `--strict`: the checks that need Docker were not seen of 1 listing\n  fix: rehearse where Docker answers, or podman with ENGINE=podman, and without  --no-engine\n',
    ]);
    expect(listings).toMatchObject([
      {
        manifest: 'marketplace.yaml',
        status: 'ready-as-seen',
        product: 'churn-scorer',
        count: { warned: 1, failed: 0 },
      },
    ]);
    expect(listings[0]?.checks).toContainEqual({
      id: 'ping-answer',
      rule: 'The answer to /ping has an empty body.',
      source: 'SageMaker Developer Guide, your-algorithms-inference-code',
      objector: 'good practice',
      severity: 'warning',
      phase: 'start',
      verdict: 'failed',
      words: '7 bytes: healthy',
      fix: 'answer /ping with the status alone',
      milliseconds: expect.any(Number),
    });
    expect(listings[0]?.load.steps.map(({ connections }) => connections)).toEqual([1, 2]);
    expect(listings[0]?.load.soak?.calls).toBeGreaterThan(0);
    expect(listings[0]?.measurements.calls.length).toBeGreaterThan(100);
    const text = (path: string) => readFileSync(join(folder, path), 'utf8');
    expect(text('out/rehearsal.xml')).toContain('name="load-answers"');
    expect(text('out/rehearsal.html')).toContain('>Load</h3>');
    expect(JSON.parse(text('local/rehearsal.json'))).toMatchObject({
      verdict: 'ready-as-seen',
      load: { perSecond: expect.any(Number) },
    });
  },
);

test('a listing that AWS would refuse ends with 4, with the observation, the rule and a fix', () => {
  const { code, out } = runBin(['rehearse', '--no-engine'], brokenFolder('ready-in-time'));
  expect(code).toBe(4);
  expect(out).toMatch(/\nerror, AWS refuses: serve ended with 1 after .* \[ready-in-time\]\n/);
  expect(out).toContain(
    [
      '    the model is not where it should be',
      '  rule: GET /ping on port 8080 is answered with 200 within 8 minutes of the start. (SageMaker Developer Guide, your-algorithms-inference-code)',
      '  fix: look at what it printed: a model that is not there, a port other than 8080, or a program that ended',
      '',
    ].join('\n'),
  );
  expect(out.trimEnd().split('\n').at(-1)).toMatch(/^not ready: 1 of \d+ checks failed, \d+ not seen$/);
});

test('a missing engine does not stop a rehearsal', () => {
  const environment = { ENGINE: 'no-such-engine' };
  const { code, out } = runBin(['rehearse'], brokenFolder('serve-starts'), environment);
  expect(out).toContain('as programs on this machine (there is no no-such-engine)');
  expect(out).toMatch(/^failed +serve-starts +.*bin\/serve cannot be run/m);
  expect(out).toMatch(/^not seen +declared-types +the server did not start$/m);
  expect(code).toBe(4);
});

test('an invalid number for the engine is reported, and nothing is tried', () => {
  const { code, err } = runBin(['rehearse'], generatedFolder(small), { ENGINE_SECONDS: 'abc' });
  expect({ code, err }).toEqual({
    code: 4,
    err: 'error: ENGINE_SECONDS is set to abc, and takes a whole number from 1 to 1000000\n  fix: write such a number, or unset it\n',
  });
});

test.skipIf(whyNotAsAnotherUser() !== '')(
  `a report in another user’s folder is refused before anything runs${whyNotAsAnotherUser()}`,
  () => {
    const folder = brokenFolder('serve-starts');
    const words = ['rehearse', '--no-engine', '--report', 'a.html'];
    chmodSync(folder, 0o755);
    const { code, err } = runBin(words, folder, {}, ordinaryUser);
    expect([code, err.split('\n')[0]]).toEqual([2, 'error: `--report a.html` cannot be written: . (EACCES)']);
  },
);

test('the real yo rehearses, writes the same reports, and ends with 4 where something failed', () => {
  const folder = brokenFolder('serve-starts');
  openToAll(folder);
  const { status, stdout, stderr } = runYo(folder, [
    'sagemaker-mkt:rehearse',
    '--no-engine',
    '--junit',
    'rehearsal.xml',
    '--report=rehearsal.html',
  ]);
  expect(stdout, stderr).toContain('not ready: 1 of');
  expect(status).toBe(4);
  expect(readFileSync(join(folder, 'rehearsal.xml'), 'utf8')).toContain('<failure ');
  expect(readFileSync(join(folder, 'rehearsal.html'), 'utf8')).toContain('not ready: 1 of');
});

test.skipIf(!isEveryCase)(`Ctrl-C ends the server and removes its folder${inCiAlone}`, async () => {
  const folder = generatedFolder(small);
  const scratch = temporaryFolder();
  const env = { ...process.env, TMPDIR: scratch };
  const words = [bin, 'rehearse', '--no-engine', join(folder, 'marketplace.yaml')];
  const rehearsing = spawn(process.execPath, words, { env, stdio: 'ignore' });
  const ended = once(rehearsing, 'exit');
  while (!readdirSync(scratch, { recursive: true }).some((name) => String(name).includes('serve-')))
    await new Promise((resolve) => setTimeout(resolve, 20));
  rehearsing.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect(readdirSync(scratch).filter((name) => name !== 'node-compile-cache')).toEqual([]);
});
