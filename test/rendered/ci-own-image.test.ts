import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ciPrograms } from '../support/ci-programs.ts';
import { ownImage } from '../support/expect-problems.ts';
import { run, writeManifest } from '../support/listing-folder.ts';
import { ciTexts } from '../support/rendered-ci.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The steps of a job in a repository with one listing, whose image the seller builds. */
function runSteps(buildScript?: string) {
  const repository = temporaryFolder();
  const listing = join(repository, 'own');
  for (const folder of ['ci', 'own/scripts']) mkdirSync(join(repository, folder), { recursive: true });
  writeFileSync(join(repository, 'ci/listings.sh'), ciTexts().get('ci/listings.sh') ?? '', { mode: 0o755 });
  writeManifest(listing, ownImage({ image: 'image: registry.example.com/churn:{release}' }));
  expect(run(listing).status).toBe('written');
  if (buildScript) writeFileSync(join(listing, 'scripts/build.sh'), buildScript, { mode: 0o755 });
  const programs = ciPrograms();
  const words = ['ci/listings.sh', 'check', 'test', 'build', 'rehearse'];
  const { status, stdout, stderr } = spawnSync('bash', words, {
    cwd: repository,
    encoding: 'utf8',
    env: { HOME: process.env['HOME'], PATH: programs.path, LISTINGS: 'own' },
  });
  return { status, said: stdout + stderr, calls: programs.calls() };
}

test('an image of the seller’s own is pulled by its name, and rehearsed', () => {
  const { status, said, calls } = runSteps();
  expect(status, said).toBe(0);
  expect(said).toContain('own has no tests: its image is not generated\n');
  expect(calls.map((call) => call.replace(/ \[.*/, ''))).toEqual([
    'docker pull registry.example.com/churn:0.1.0',
    expect.stringMatching(/^sagemaker-mkt rehearse .* -- own$/),
  ]);
});

test('or built by a script of theirs', () => {
  const { status, said, calls } = runSteps('#!/bin/bash\necho built by their script\n');
  expect(status, said).toBe(0);
  expect(said).toContain('built by their script\n');
  expect(calls.some((call) => call.includes('pull'))).toBe(false);
});
