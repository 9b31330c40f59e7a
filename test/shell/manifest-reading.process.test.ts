import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { repositoryIn } from '../support/git-repository.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const wrong = 'secret: of somebody else\n';

/** A repository with a listing and a team file, beside a file that is not its own. */
function beside(extended: string): { readonly folder: string; readonly top: string } {
  const top = temporaryFolder();
  const folder = join(top, 'repository');
  repositoryIn(folder, {
    'listings/churn/marketplace.yaml': `extends: [${extended}]\n${modelPackage()}`,
    'team.yaml': 'version: 1\nupload: { region: eu-west-1 }\n',
  });
  writeFileSync(join(top, 'outside.yaml'), wrong);
  return { folder, top };
}

const special: Readonly<Record<string, (path: string) => void>> = {
  'a pipe': (path) => void spawnSync('mkfifo', [path]),
  'a link to an endless file': (path) => symlinkSync('/dev/zero', path),
  'a link to a terminal': (path) => symlinkSync('/dev/tty', path),
  'a link to itself': (path) => symlinkSync(path, path),
};

test.each(Object.entries(special))(
  'a manifest that is %s is one problem, and is not waited for',
  async (_, make) => {
    const folder = temporaryFolder();
    make(join(folder, 'marketplace.yaml'));
    const { code, err } = await runCommand(['validate'], folder);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^marketplace\.yaml:1:1: error: this (is not a regular file|file cannot be read) \[manifest-not-readable\]\n/,
    );
    expect(err.match(/error: /g)).toHaveLength(1);
  },
);

test('a manifest that is a link to nowhere is not there, and has no better name', async () => {
  const folder = temporaryFolder();
  symlinkSync('nowhere', join(folder, 'marketplace.yaml'));
  const { code, err } = await runCommand(['validate'], folder);
  expect([code, err]).toEqual([
    1,
    expect.stringContaining('error: there is no such file [manifest-not-found]'),
  ]);
});

test('a folder that nobody can enter stops no other listing, and hides no policy', async () => {
  const folder = temporaryFolder();
  symlinkSync('loop', join(folder, 'loop'));
  writeFileSync(join(folder, 'sound.yaml'), modelPackage());
  const { code, err } = await runCommand(['validate', 'loop/marketplace.yaml', 'sound.yaml'], folder);
  expect(code).toBe(1);
  expect(err).toContain(
    'loop/marketplace.policy.yaml:1:1: error: nobody can see whether there is a policy here',
  );
  expect(err).toContain('loop/marketplace.yaml:1:1: error: this file cannot be read [manifest-not-readable]');
  expect(err).toContain('2 errors in 2 manifests');
});

test.each(Object.entries(special))('and so is a file that it extends', async (_, make) => {
  const { folder } = beside('../../odd.yaml');
  make(join(folder, 'odd.yaml'));
  const { code, err } = await runCommand(['generate', 'listings/churn'], folder);
  expect([code, err.match(/error: .*/g)?.length]).toEqual([1, 1]);
});

test('what a listing extends stays in its repository, also behind a link, and nothing from outside is shown', async () => {
  for (const extended of [
    '../../../outside.yaml',
    '../../link.yaml',
    '../../folder/outside.yaml',
    '/etc/hostname',
  ]) {
    const { folder, top } = beside(extended);
    symlinkSync('../outside.yaml', join(folder, 'link.yaml'));
    symlinkSync(top, join(folder, 'folder'));
    const { code, out, err } = await runCommand(['validate', 'listings/churn'], folder);
    expect(code, extended).toBe(1);
    expect(out + err).toContain('outside');
    expect(out + err).not.toContain('secret');
  }
});

test('a team file of the repository is read from wherever the command runs', async () => {
  const { folder } = beside('../../team.yaml');
  for (const cwd of [folder, join(folder, 'listings/churn')]) {
    const words = cwd === folder ? ['validate', 'listings/churn'] : ['validate'];
    expect((await runCommand(words, cwd)).code).toBe(0);
  }
});

test('without a repository, the folder of the run holds both', async () => {
  const { folder } = beside('../../team.yaml');
  rmSync(join(folder, '.git'), { recursive: true });
  expect((await runCommand(['validate', 'listings/churn'], folder)).code).toBe(0);
  const { code, err } = await runCommand(['validate'], join(folder, 'listings/churn'));
  expect([code, err]).toEqual([1, expect.stringContaining('[extends-outside]')]);
  expect(err).toContain('run the command in a folder that holds both');
});
