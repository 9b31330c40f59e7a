import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { buildVariables } from '../../src/shell/rehearse/passed-variables.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { runCommand } from '../support/run-command.ts';
import { placeBroken } from './broken-listing.ts';

const secrets = {
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'secret',
  GITHUB_TOKEN: 'secret',
  NODE_AUTH_TOKEN: 'secret',
  HF_TOKEN: 'secret',
  DATABASE_PASSWORD: 'secret',
};

afterEach(() => void vi.unstubAllEnvs());

function stub(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

/** The environment that the server of a listing gets. */
async function environmentOfServer(words: readonly string[]): Promise<string> {
  const { folder } = placeBroken('serve-starts');
  const serve = join(folder, 'bin/serve');
  writeFileSync(serve, `#!/bin/sh\nenv >"${folder}/environment"\nexit 1\n`);
  chmodSync(serve, 0o755);
  await runCommand(['rehearse', '--no-engine', ...words], folder);
  return readFileSync(join(folder, 'environment'), 'utf8');
}

test('a rehearsal without an engine hands the seller’s programs no keys, tokens or passwords', async () => {
  stub({ ...secrets, SAGEMAKER_MODEL_SERVER_WORKERS: '2' });
  const environment = await environmentOfServer([]);
  expect(environment).not.toContain('secret');
  expect(environment).toMatch(/^PATH=/m);
  expect(environment).toMatch(/^SAGEMAKER_MODEL_SERVER_WORKERS=2$/m);
});

test('`--env` names what they get besides', async () => {
  stub({ ...secrets, MINE: 'yes' });
  const environment = await environmentOfServer(['--env', 'MINE, HF_TOKEN']);
  expect(environment).toMatch(/^MINE=yes$/m);
  expect(environment.match(/.*secret$/gm)).toEqual(['HF_TOKEN=secret']);
});

test('a name that is not set is wrong usage', async () => {
  const { folder } = placeBroken('serve-starts');
  const { code, err } = await runCommand(['rehearse', '--no-engine', '--env', 'NO_SUCH=1'], folder);
  expect([code, err]).toEqual([
    2,
    'error: `--env` names `NO_SUCH=1`, and no variable of that name is set\n' +
      '  fix: set it, or leave it out; write names alone, with commas between them\n',
  ]);
});

test('a build gets the settings of engine and package managers, and AWS’s keys only for AWS’s own bases', () => {
  stub({ ...secrets, DOCKER_HOST: 'unix:///x', PIP_INDEX_URL: 'https://index.example/simple' });
  const own = buildVariables(resolveText(modelPackage()));
  expect(own).toMatchObject({ DOCKER_HOST: 'unix:///x', PIP_INDEX_URL: 'https://index.example/simple' });
  expect(Object.values(own)).not.toContain('secret');
  const onAws = modelPackage({
    framework: 'framework: pytorch',
    base: 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cpu-amzn2023-sagemaker }',
  });
  const names = Object.entries(buildVariables(resolveText(onAws))).filter(([, value]) => value === 'secret');
  expect(names.map(([name]) => name).sort()).toEqual(['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']);
});
