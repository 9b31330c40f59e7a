import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ok } from '../../src/model/result.ts';
import { changedSince } from '../../src/shell/git/changed-since.ts';
import { oneIn } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { type GitRepository, gitRepository, repositoryIn } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const names = ['churn', 'fraud', 'a listing for Köln'];

/** Three listings on `main`. The second one extends a team file indirectly. */
function threeListings(): GitRepository {
  return gitRepository({
    'README.md': 'ours\n',
    '.gitignore': 'local/\n',
    'team/team.yaml': 'version: 1\nextends: [base/base.yaml]\n',
    'team/base/base.yaml': 'version: 1\n',
    'listings/churn/marketplace.yaml': modelPackage(),
    'listings/churn/src/inference.ts': '// ours\n',
    'listings/fraud/marketplace.yaml': `extends: [../../team/team.yaml]\n${modelPackage()}`,
    'listings/a listing for Köln/marketplace.yaml': modelPackage(),
  });
}

function changed({ folder }: GitRepository, ref = 'main', listings: readonly string[] = names): string[] {
  const manifests = listings.map((name) => join(folder, 'listings', name, 'marketplace.yaml'));
  const result = changedSince(manifests, ref, { cwd: folder });
  if (!result.ok) throw new Error(`${result.reason.what}; ${result.reason.fix}`);
  return listings.filter((_, index) => result.value.includes(manifests[index] ?? ''));
}

test('without changes there is nothing to do, and a change outside every listing does not count', () => {
  const repository = threeListings();
  expect(changed(repository)).toEqual([]);
  repository.write('README.md', 'other\n');
  repository.write('listings/README.md');
  expect(changed(repository)).toEqual([]);
});

test('a file counts whether it is committed, staged, edited, new or gone', () => {
  const repository = threeListings();
  const { git, write, commit } = repository;
  git('switch', '--quiet', '--create', 'work');
  write('listings/churn/src/inference.ts', '// committed\n');
  commit();
  expect(changed(repository)).toEqual(['churn']);
  write('listings/fraud/notes.md');
  expect(changed(repository)).toEqual(['churn', 'fraud']);
  write('listings/a listing for Köln/Dockerfile');
  git('add', '--all');
  expect(changed(repository)).toEqual(names);
  commit();
  git('switch', '--quiet', '--create', 'later');
  rmSync(join(repository.folder, 'listings/churn/src/inference.ts'));
  expect(changed(repository, 'work')).toEqual(['churn']);
});

test('what is staged counts, even where the file was put back afterwards', () => {
  const repository = threeListings();
  repository.write('listings/churn/src/inference.ts', '// staged\n');
  repository.git('add', '--all');
  repository.write('listings/churn/src/inference.ts', '// ours\n');
  expect(changed(repository)).toEqual(['churn']);
});

test('what git ignores is no change', () => {
  const repository = threeListings();
  repository.write('listings/churn/local/model/model.json');
  expect(changed(repository)).toEqual([]);
});

test('a file that is only touched is no change', () => {
  const repository = threeListings();
  repository.write('listings/churn/src/inference.ts', '// ours\n');
  expect(changed(repository)).toEqual([]);
});

test('later commits on main are not changes of this branch', () => {
  const repository = threeListings();
  const { git, write, commit } = repository;
  git('switch', '--quiet', '--create', 'work');
  write('listings/churn/new.ts');
  commit();
  git('switch', '--quiet', 'main');
  write('listings/fraud/new.ts');
  commit();
  git('switch', '--quiet', 'work');
  expect(changed(repository)).toEqual(['churn']);
});

test('a team file changes every listing that extends it, directly or through another file', () => {
  const repository = threeListings();
  repository.write('team/base/base.yaml', 'version: 1\npolicy: {}\n');
  expect(changed(repository)).toEqual(['fraud']);
  repository.commit();
  expect(changed(repository)).toEqual([]);
  rmSync(join(repository.folder, 'team/team.yaml'));
  expect(changed(repository)).toEqual(['fraud']);
});

test('a policy changes the listings that it binds, also where it is new, gone, or named by the call', () => {
  const repository = threeListings();
  const { folder, write, commit } = repository;
  write('listings/fraud/marketplace.policy.yaml', 'policy: {}\n');
  expect(changed(repository)).toEqual(['fraud']);
  write('marketplace.policy.yaml', 'policy: {}\n');
  expect(changed(repository)).toEqual(names);
  commit();
  expect(changed(repository)).toEqual([]);
  rmSync(join(folder, 'marketplace.policy.yaml'));
  expect(changed(repository)).toEqual(names);
  commit();
  write('team/team.yaml', 'policy: {}\n');
  const manifest = join(folder, 'listings/churn/marketplace.yaml');
  const place = { cwd: join(folder, 'team'), policy: 'team.yaml' };
  expect(changedSince([manifest], 'main', place)).toEqual(ok([manifest]));
});

test('a file that moves from one listing to another changes both', () => {
  const repository = threeListings();
  repository.git('mv', 'listings/churn/src/inference.ts', 'listings/fraud/inference.ts');
  repository.commit();
  expect(changed(repository, 'HEAD~1')).toEqual(['churn', 'fraud']);
});

test('a renamed listing is changed under its new name, and the old one is gone', () => {
  const repository = threeListings();
  repository.git('mv', 'listings/churn', 'listings/attrition');
  expect(changed(repository, 'main', ['churn', 'attrition', 'fraud'])).toEqual(['attrition']);
});

test('a manifest that does not exist stays in the list, so that the command can report it', () => {
  expect(changed(threeListings(), 'main', ['chrun'])).toEqual(['chrun']);
});

test('a file of a listing inside another listing is the inner one’s alone, also when only the outer one is asked for', () => {
  const repository = threeListings();
  repository.write('listings/churn/variants/small/marketplace.yaml', modelPackage());
  repository.commit();
  repository.write('listings/churn/variants/small/src/inference.ts');
  const both = ['churn', 'churn/variants/small'];
  expect(changed(repository, 'main', both)).toEqual(['churn/variants/small']);
  expect(changed(repository, 'main', ['churn'])).toEqual([]);
  repository.write('listings/churn/variants/notes.md');
  expect(changed(repository, 'main', both)).toEqual(both);
});

test('a listing at the top of the repository owns what no other listing owns', () => {
  const repository = gitRepository({
    'marketplace.yaml': modelPackage(),
    'b/marketplace.yaml': modelPackage(),
  });
  const manifests = ['marketplace.yaml', 'b/marketplace.yaml'].map((path) => join(repository.folder, path));
  repository.write('b/new.ts');
  expect(changedSince(manifests, 'main', { cwd: repository.folder })).toEqual(ok([manifests[1]]));
  repository.write('new.ts');
  expect(changedSince(manifests, 'main', { cwd: join(repository.folder, 'b') })).toEqual(ok(manifests));
});

test('spaces, umlauts, quotes and line breaks in names change nothing', () => {
  const name = 'ein "Modell"\nfür Köln';
  const repository = threeListings();
  repository.write(`listings/${name}/marketplace.yaml`, modelPackage());
  repository.commit();
  repository.write(`listings/${name}/neue\nDatei ü.ts`);
  expect(changed(repository, 'main', [...names, name])).toEqual([name]);
});

test('a seller’s own settings of git do not change the answer', () => {
  const repository = threeListings();
  for (const setting of [
    'diff.relative=true',
    'diff.renames=copies',
    'diff.external=false',
    'color.ui=always',
  ])
    repository.git('config', ...setting.split('='));
  repository.write('listings/churn/src/inference.ts', '// edited\n');
  const folder = join(repository.folder, 'listings/fraud');
  const manifest = join(repository.folder, 'listings/churn/marketplace.yaml');
  expect(changedSince([manifest], 'main', { cwd: folder })).toEqual(ok([manifest]));
});

test('git runs no program that the repository’s own settings name', () => {
  const repository = threeListings();
  repository.write('.gitattributes', '*.ts filter=planted\n');
  repository.commit();
  repository.write('program', '#!/bin/sh\ntouch "$(dirname "$0")/it-ran"\ncat\n');
  const program = join(repository.folder, 'program');
  chmodSync(program, 0o755);
  const names = ['filter.planted.clean', 'filter.planted.process', 'core.fsmonitor', 'diff.external'];
  // Git gives the setting to a shell.
  for (const name of names) repository.git('config', name, `'${program}'`);
  repository.git('config', 'filter.planted.required', 'true');
  repository.write('listings/churn/src/inference.ts', '// edited\n');
  expect(changed(repository, 'HEAD', ['churn', 'fraud'])).toEqual(['churn']);
  expect(existsSync(join(repository.folder, 'it-ran'))).toBe(false);
  // The settings do what they say.
  repository.git('config', '--unset', 'filter.planted.process');
  spawnSync('git', ['diff', 'HEAD'], { cwd: repository.folder });
  expect(existsSync(join(repository.folder, 'it-ran'))).toBe(true);
});

test('a listing or a team file that is reached through a link changes with what the link leads to, and with the link', () => {
  const repository = threeListings();
  mkdirSync(join(repository.folder, 'shared'));
  renameSync(join(repository.folder, 'listings/churn'), join(repository.folder, 'shared/churn'));
  symlinkSync('../shared/churn', join(repository.folder, 'listings/churn'));
  renameSync(join(repository.folder, 'team/team.yaml'), join(repository.folder, 'shared/team.yaml'));
  writeFileSync(join(repository.folder, 'shared/team.yaml'), 'version: 1\n');
  symlinkSync('../shared/team.yaml', join(repository.folder, 'team/team.yaml'));
  repository.commit();
  repository.write('shared/churn/new.ts');
  repository.write('shared/team.yaml', 'version: 1\npolicy: {}\n');
  expect(changed(repository)).toEqual(['churn', 'fraud']);
  repository.commit();
  rmSync(join(repository.folder, 'listings/churn'));
  symlinkSync('../shared/churn/', join(repository.folder, 'listings/churn'));
  expect(changed(repository)).toEqual(['churn']);
});

test('a repository inside the repository changes the listings in it', () => {
  const repository = threeListings();
  repositoryIn(join(repository.folder, 'listings/bought'), { 'marketplace.yaml': modelPackage() });
  expect(changed(repository, 'main', ['churn', 'bought'])).toEqual(['bought']);
});

/** The two sentences of a fault. */
function faultOf(ref: string, folder: string, manifest = join(folder, 'marketplace.yaml')): string {
  const result = changedSince([manifest], ref, { cwd: folder });
  return result.ok ? JSON.stringify(result.value) : `${result.reason.what}\n${result.reason.fix}`;
}

test.each(
  oneIn(3, ['--output=stolen', '-p', 'no-such-branch', '', 'main\nmain', 'main\0', 'main:README.md']),
)('the ref %j is refused with a word on what to do, and is never an option of git', (ref) => {
  const { folder } = threeListings();
  expect(faultOf(ref, folder)).toBe(
    `git knows no commit, branch or tag \`${ref}\`\nfetch it first, as in  git fetch origin main , and pass  --since origin/main`,
  );
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: folder, encoding: 'utf8' })).toBe('');
});

test('where there is no repository, that is said', () => {
  expect(faultOf('main', temporaryFolder())).toMatch(
    /^`--since` asks git, and git cannot read a repository here: not a git repository.*\nrun this inside the repository/,
  );
});

test('a shallow clone says how to fetch the rest, whether the ref or only the way to it is missing', () => {
  const repository = threeListings();
  repository.git('switch', '--quiet', '--create', 'work');
  repository.write('listings/churn/new.ts');
  repository.commit();
  repository.git('switch', '--quiet', 'main');
  repository.write('README.md', 'later\n');
  repository.commit();
  const clone = join(temporaryFolder(), 'clone');
  const git = (...words: string[]) => execFileSync('git', words, { stdio: 'pipe' });
  git('clone', '--quiet', '--depth=1', '--branch=work', `file://${repository.folder}`, clone);
  expect(faultOf('origin/main', clone)).toMatch(
    /^git knows no .*\nfetch the whole history: .*fetch-depth: 0/,
  );
  git('-C', clone, 'fetch', '--quiet', '--depth=1', 'origin', 'main:refs/remotes/origin/main');
  expect(faultOf('origin/main', clone)).toMatch(/^this clone is shallow.*\nfetch the whole history/);
  git('-C', clone, 'fetch', '--quiet', '--unshallow', 'origin', '+refs/heads/*:refs/remotes/origin/*');
  const manifest = join(clone, 'listings/churn/marketplace.yaml');
  expect(changedSince([manifest], 'origin/main', { cwd: clone })).toEqual(ok([manifest]));
});

test('a branch that only the clone’s origin has is named as it is called here', () => {
  const repository = threeListings();
  repository.git('switch', '--quiet', '--create', 'work');
  const clone = join(temporaryFolder(), 'clone');
  execFileSync('git', ['clone', '--quiet', `file://${repository.folder}`, clone], { stdio: 'pipe' });
  expect(faultOf('main', clone)).toMatch(/\npass {2}--since origin\/main$/);
});

test('histories that have nothing in common are told apart from a shallow clone', () => {
  const { folder, git, commit } = threeListings();
  git('switch', '--quiet', '--orphan', 'other');
  commit();
  expect(faultOf('main', folder)).toBe(
    '`main` and HEAD have no commit in common\npass a commit from the history of this branch',
  );
});

test('a manifest outside the repository is refused, not left out', () => {
  const { folder } = threeListings();
  const elsewhere = join(temporaryFolder(), 'marketplace.yaml');
  expect(faultOf('main', folder, elsewhere)).toContain(`${elsewhere} is not in the git repository`);
});

test('without git on the machine, that is said', () => {
  const { folder } = threeListings();
  const path = process.env['PATH'];
  onTestFinished(() => {
    process.env['PATH'] = path;
  });
  process.env['PATH'] = temporaryFolder();
  expect(faultOf('main', folder)).toBe(
    '`--since` asks git, and there is no git here\ninstall git, or leave `--since` out',
  );
});
