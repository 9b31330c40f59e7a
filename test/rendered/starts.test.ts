import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleFor } from '../../src/plan/sample-for.ts';
import { kinds, placeListing, resolveText } from '../support/build-listing.ts';
import { oneIn } from '../support/every-case.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { preparedForTests } from '../support/prepared.ts';
import { startListing, withoutVitest, withThisNode } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { trainingFolder } from '../support/training-folder.ts';

test('the smallest model package answers AWS’s walk-through to the letter, and stops when it is told', async () => {
  const listing = placed(modelPackage());
  const server = await startListing(listing);
  try {
    const ping = await fetch(`${server.url}/ping`);
    expect([ping.status, await ping.text()]).toEqual([200, '']);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(`${server.url}/invocations`, {
      method: 'POST',
      headers: form,
      body: 'hello world',
    });
    expect(await answer.text()).toBe('{"prediction": "a", "text": "hello world"}');
  } finally {
    expect(await server.stop()).toBe(0);
  }
});

test('every content type of the catalogue can be asked in and answered in', async () => {
  const types = preparedForTests().catalogue.contentTypes.map(({ type }) => type.replace('*', 'x-some'));
  const yaml = modelPackage({
    contentTypes: `contentTypes: { input: [${types.join(', ')}], output: [${types.join(', ')}] }`,
  });
  const { input, output } = resolveText(yaml);
  const server = await startListing(placed(yaml));
  try {
    for (const type of input)
      for (const { type: accept } of output) {
        const headers = { 'content-type': type.type, accept };
        const { bytes } = sampleFor(type);
        const answer = await fetch(`${server.url}/invocations`, {
          method: 'POST',
          headers,
          body: new Uint8Array(bytes),
        });
        expect(
          [answer.status, answer.headers.get('content-type')],
          `${type.type} → ${accept}: ${server.log()}`,
        ).toEqual([200, accept]);
        await answer.arrayBuffer();
      }
  } finally {
    await server.stop();
  }
});

test.each(oneIn(4, Object.entries(kinds)))('the listing’s own tests pass: %s', (_, yaml) => {
  const { status, stdout } = spawnSync('npm', ['test'], {
    cwd: placed(yaml),
    encoding: 'utf8',
    env: withoutVitest(),
  });
  expect(status, stdout).toBe(0);
});

test.each(oneIn(2, ['the smallest algorithm', 'an algorithm with everything', 'an algorithm in one image']))(
  '%s trains, and serves what it trained',
  async (kind) => {
    const listing = placed(kinds[kind] ?? '');
    const rows = Array.from({ length: 50 }, (_, row) => `${3 + 2 * row},${row}`);
    const hyperparameters = kind === 'the smallest algorithm' ? {} : { rounds: '9', learning_rate: '0.5' };
    const base = trainingFolder({ hyperparameters, channels: { train: rows.join('\n') } });
    const { status, stderr } = spawnSync(join(listing, 'bin/train'), {
      encoding: 'utf8',
      env: { ...withThisNode(), SAGEMAKER_BASE_DIR: base },
    });
    expect(status, stderr).toBe(0);
    const server = await startListing(listing, { SAGEMAKER_BASE_DIR: base });
    try {
      const answer = await fetch(`${server.url}/invocations`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv', accept: 'application/json' },
        body: '10\n20\n',
      });
      const [first, second] = (await answer.json()) as number[];
      expect(Math.abs(Number(first) - 23)).toBeLessThan(1);
      expect(Math.abs(Number(second) - 43)).toBeLessThan(1);
    } finally {
      expect(await server.stop()).toBe(0);
    }
  },
);

test('a hyperparameter that the manifest rules out ends the job before any work, and the failure file says why', () => {
  const listing = placed(kinds['an algorithm with everything'] ?? '');
  const base = trainingFolder({
    hyperparameters: { rounds: '99', unknown: '1' },
    channels: { train: '1,2\n' },
  });
  const { status } = spawnSync(join(listing, 'bin/train'), {
    env: { ...withThisNode(), SAGEMAKER_BASE_DIR: base },
  });
  expect(status).toBe(1);
  const failure = readFileSync(join(base, 'output/failure'), 'utf8').slice(0, 1024);
  expect(failure).toContain('`rounds` is "99"; the most is 9');
  expect(failure).toContain('`unknown` is not known');
  expect(existsSync(join(base, 'model/linear-model.json'))).toBe(false);
});

test('an algorithm without data for its channel fails with the channel’s name', () => {
  const listing = placed(algorithm());
  const base = temporaryFolder();
  const { status } = spawnSync(join(listing, 'bin/train'), {
    env: { ...withThisNode(), SAGEMAKER_BASE_DIR: base },
  });
  expect(status).toBe(1);
  expect(readFileSync(join(base, 'output/failure'), 'utf8')).toContain('channel `train` is required');
});

function placed(yaml: string): string {
  const listing = join(temporaryFolder(), 'a listing');
  placeListing(listing, yaml);
  mkdirSync(join(listing, 'model'), { recursive: true });
  return listing;
}
