import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { repositoryIn } from '../support/git-repository.ts';
import { edit, generatedFolder, renamed, run, text, writeManifest } from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const lock = '.sagemaker-mkt/lock.json';

test('two colleagues regenerate, git cannot merge the lock, and the next run puts it right', () => {
  const folder = generatedFolder();
  const { git, commit } = repositoryIn(folder);
  git('checkout', '--quiet', '-b', 'theirs');
  writeManifest(folder, renamed.replace('Another title', 'Third title'));
  run(folder);
  commit();
  git('checkout', '--quiet', 'main');
  writeManifest(folder, renamed);
  run(folder);
  edit(folder, 'Dockerfile', /^COPY /m, 'ENV MINE=1\nCOPY ');
  commit();
  expect(() => git('merge', '--quiet', 'theirs')).toThrow();
  expect(text(folder, lock)).toContain('<<<<<<< ');
  expect(text(folder, '.sagemaker-mkt/base/Dockerfile')).toContain('<<<<<<< ');
  // The seller resolves the files that they know, and leaves ours as git left them.
  git('checkout', '--ours', 'marketplace.yaml', 'Dockerfile');
  git('checkout', '--theirs', 'README.md', 'package.json');
  writeManifest(folder, renamed.replace('Another title', 'Fourth title'));
  const { problems } = run(folder);
  expect(problems.map(({ code }) => code)).toEqual(['lock-damaged']);
  expect(printProblems(problems)).toContain('git left a conflict in it');
  expect(text(folder, 'Dockerfile')).toMatch(/ENV MINE=1\n[\s\S]*Fourth title/);
  expect(text(folder, 'README.md')).toContain('# Fourth title');
  expect(run(folder)).toMatchObject({ status: 'unchanged', problems: [] });
});

test('two colleagues who change different things regenerate, and git merges the lock by itself', () => {
  const folder = generatedFolder();
  const lockOf = (yaml: string) => {
    writeManifest(folder, yaml);
    run(folder);
    return text(folder, lock);
  };
  const base = text(folder, lock);
  const one = lockOf(modelPackage({ inference: 'inference: { maxQueue: 9 }' }));
  const other = lockOf(renamed);
  for (const [name, content] of Object.entries({ base, one, other }))
    writeFileSync(join(folder, name), content);
  const { status, stdout } = spawnSync('git', ['merge-file', '-p', 'one', 'base', 'other'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([status, JSON.parse(stdout).version]).toEqual([0, 1]);
});

test('where git merges what two colleagues generated, nobody’s own edits are marked', () => {
  const folder = generatedFolder();
  const { git, commit } = repositoryIn(folder);
  edit(folder, 'README.md', '## Publish it', '## Publish it\n\nMy own paragraph.');
  commit();
  git('checkout', '--quiet', '-b', 'theirs');
  writeManifest(folder, modelPackage({ base: 'base: ubuntu:18.04' }));
  run(folder);
  commit();
  git('checkout', '--quiet', 'main');
  writeManifest(folder, renamed);
  run(folder);
  commit();
  expect(() => git('merge', '--quiet', 'theirs')).toThrow();
  git('checkout', '--ours', '.sagemaker-mkt');
  expect(text(folder, 'README.md')).toContain('My own paragraph.');
  writeManifest(folder, renamed.replace('amazonlinux:2023', 'ubuntu:18.04'));
  const { problems } = run(folder);
  expect(
    problems.filter(({ severity }) => severity === 'conflict').map(({ location }) => location.file),
  ).toEqual([]);
  expect(text(folder, 'README.md')).toMatch(/# Another title[\s\S]*My own paragraph\./);
});

test('a clone whose checkout turns line ends is up to date, and its scripts start', () => {
  const folder = generatedFolder();
  const { commit } = repositoryIn(folder);
  commit();
  const clone = join(temporaryFolder(), 'clone');
  spawnSync('git', ['clone', '--quiet', '--config', 'core.autocrlf=true', folder, clone]);
  expect(text(clone, 'README.md')).toContain('\r\n');
  expect(text(clone, 'bin/serve')).not.toContain('\r');
  expect(run(clone, { dryRun: true })).toMatchObject({ status: 'unchanged', problems: [] });
});
