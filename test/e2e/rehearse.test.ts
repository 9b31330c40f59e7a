import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openToAll, runYo } from '../../scripts/run-yo.ts';
import { placeBroken } from '../rehearse/broken-listing.ts';
import { bin } from '../support/built.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder, writeManifest } from '../support/listing-folder.ts';
import { onAwsLimits } from '../support/on-aws-limits.ts';
import { runBin } from '../support/run-bin.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Whose largest body does not keep the tests waiting. */
const small = modelPackage({ inference: 'inference: { maxPayloadMB: 6 }' });

function brokenFolder(id: string): string {
  const { folder } = placeBroken(id);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test(
  'a generated listing is ready without an image, and the report says what was not seen',
  onAwsLimits,
  () => {
    const folder = generatedFolder(small);
    const { code, out } = runBin(['rehearse', '--no-engine'], folder);
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(
      /^churn-scorer, as programs on this machine \(as was asked for\): what only an image shows is not seen; [\d.]+ s$/,
    );
    expect(out).toMatch(/^not seen image-platform +only an image shows it$/m);
    expect(out).toMatch(/^passed +declared-types +2 pairs$/m);
    expect(lines.at(-1)).toMatch(/^ready: \d+ checks passed, \d+ not seen$/);
    expect(code).toBe(0);
  },
);

test(
  'what AWS would not let through ends with 4, with what was seen, the rule and a fix',
  onAwsLimits,
  () => {
    const { code, out } = runBin(['rehearse', '--no-engine'], brokenFolder('undeclared-type'));
    expect(code).toBe(4);
    expect(out).toContain(
      [
        '',
        '  because: A body of a type that the listing does not declare is refused as the caller’s fault (415), because SageMaker passes on whatever a caller says. (AWS Marketplace Seller Guide, ml-creating-your-amazon-sagemaker-resource)',
        '  fix: compare the Content-Type with those of the listing before anything is read, and answer 415',
        '',
      ].join('\n'),
    );
    expect(out).toMatch(/\nerror: application\/x-undeclared: 500 in \d+ ms \[undeclared-type\]\n/);
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^not ready: 1 of \d+ checks failed, \d+ not seen$/);
  },
);

test('a warning is told, and does not make a listing not ready', onAwsLimits, () => {
  const { code, out } = runBin(['rehearse', '--no-engine', '--json'], brokenFolder('ping-answer'));
  const { listings } = JSON.parse(out) as { listings: Record<string, unknown>[] };
  expect(code).toBe(0);
  expect(listings).toMatchObject([
    {
      manifest: 'marketplace.yaml',
      status: 'ready',
      product: 'churn-scorer',
      count: { warned: 1, failed: 0 },
    },
  ]);
  expect(listings[0]?.['checks']).toContainEqual({
    id: 'ping-answer',
    rule: 'The answer to /ping has an empty body.',
    source: 'SageMaker Developer Guide, your-algorithms-inference-code',
    severity: 'warning',
    phase: 'start',
    verdict: 'failed',
    words: '7 bytes: healthy',
    fix: 'answer /ping with the status alone',
    milliseconds: expect.any(Number),
  });
});

test('an engine that is not there is no reason to stop', () => {
  const environment = { ENGINE: 'no-such-engine' };
  const { code, out } = runBin(['rehearse'], brokenFolder('serve-starts'), environment);
  expect(out).toContain('as programs on this machine (there is no no-such-engine)');
  expect(out).toMatch(/^failed +serve-starts +.*bin\/serve cannot be run/m);
  expect(out).toMatch(/^not seen +declared-types +the server did not start$/m);
  expect(code).toBe(4);
});

test('a number for the engine that is none is told, and nothing is tried', () => {
  const { code, err } = runBin(['rehearse'], generatedFolder(small), { ENGINE_SECONDS: 'abc' });
  expect({ code, err }).toEqual({
    code: 4,
    err: 'error: ENGINE_SECONDS is set to abc, and takes a whole number from 1 to 1000000\n  fix: write such a number, or unset it\n',
  });
});

test('a manifest with an error is told, and nothing is tried', () => {
  const folder = temporaryFolder();
  writeManifest(folder, modelPackage({ base: 'base: debian:99' }));
  const { code, out, err } = runBin(['rehearse', '--no-engine'], folder);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('marketplace.yaml:4:7: error');
});

test('the real yo rehearses, and ends with 4 where something failed', onAwsLimits, () => {
  const folder = brokenFolder('undeclared-type');
  openToAll(folder);
  const { status, stdout } = runYo(folder, ['sagemaker-mkt:rehearse', '--no-engine']);
  expect(stdout).toContain('not ready: 1 of');
  expect(status).toBe(4);
});

test('Ctrl-C ends the server and removes its folder', async () => {
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

test.each([
  ['{"rounds": ', 'is no JSON'],
  ['["rounds"]', 'holds no object'],
])('hyperparameters of the seller that cannot be read, %j, are told as his', (text, what) => {
  const folder = brokenFolder('train-starts');
  mkdirSync(join(folder, 'local/input/config'), { recursive: true });
  writeFileSync(join(folder, 'local/input/config/hyperparameters.json'), text);
  const { code, out, err } = runBin(['rehearse', '--no-engine'], folder);
  expect([code, out]).toEqual([4, '']);
  expect(err.split('\n')[0]).toBe(`error: local/input/config/hyperparameters.json ${what}`);
});
