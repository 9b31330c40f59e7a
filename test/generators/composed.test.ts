import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import SagemakerMkt from '../../generators/app/index.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { appPath, type Family, runFamily } from '../support/parent-generator.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const validation = `validation:
  role: arn:aws:iam::123456789012:role/SageMakerValidation
  transform: { input: s3://example-bucket/in/, output: s3://example-bucket/out/, contentType: text/csv }`;
const own = { files: { 'marketplace.yaml': modelPackage() } };

/** The words that started the process are the parent’s, and none of ours. */
const { argv } = process;
beforeEach(() => {
  process.argv = [...argv.slice(0, 2), 'parent', '--tone', 'warm', '--name', 'of-the-parent', '--dry-run'];
});
afterEach(() => {
  process.argv = argv;
});

describe('the parent’s files are written and the listing too, whatever way it is composed', () => {
  const ways: readonly (readonly [string, Family['child']])[] = [
    ['by its name', 'sagemaker-mkt'],
    ['by its path', appPath],
    ['by its class', { Generator: SagemakerMkt, path: appPath }],
  ];
  test.each(ways)('%s', async (_, child) => {
    const folder = temporaryFolder();
    const { error, said } = await runFamily(folder, { child, ...own });
    expect(error).toBeUndefined();
    expect(readFileSync(join(folder, 'parent.txt'), 'utf8')).toBe('warm\n');
    expect(readdirSync(folder)).toContain('Dockerfile');
    expect(said).toMatch(/^marketplace\.yaml: changed \d+ of \d+ files$/m);
  });
});

test('options and arguments come from `composeWith`, and the folder from the parent’s destination', async () => {
  const folder = temporaryFolder();
  const family = { child: 'sagemaker-mkt', words: ['listings/churn'], options: { name: 'from-parent' } };
  const { error } = await runFamily(folder, { ...family, destination: 'below' });
  expect(error).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['below']);
  expect(readdirSync(join(folder, 'below')).sort()).toEqual(['listings', 'parent.txt']);
  const listing = join(folder, 'below/listings/churn');
  expect(readFileSync(join(listing, 'marketplace.yaml'), 'utf8')).toContain('name: from-parent');
  expect(readdirSync(listing)).toContain('Dockerfile');
});

test('all options of the parent may be handed over, and its own are no mistake', async () => {
  const folder = temporaryFolder();
  const { error } = await runFamily(folder, {
    child: 'sagemaker-mkt',
    options: { tone: 'warm', nmae: 'x', skipInstall: true, manifest: 'marketplace.yaml' },
    ...own,
  });
  expect(error).toBeUndefined();
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['Dockerfile', 'parent.txt']));
});

test('`-h` prints the help, and writes nothing of ours', async () => {
  const folder = temporaryFolder();
  const { error, said } = await runFamily(folder, {
    child: 'sagemaker-mkt',
    options: { h: true, name: 'churn' },
  });
  expect([error, said]).toEqual([undefined, expect.stringMatching(/Usage:[\s\S]*--dry-run/)]);
  expect(readdirSync(folder)).toEqual(['parent.txt']);
});

describe('a conflict', () => {
  test('with a file of the parent leaves it as it is, lets the last task be done, and then fails with 3', async () => {
    const folder = temporaryFolder();
    let ended = false;
    const { error, said } = await runFamily(folder, {
      child: 'sagemaker-mkt',
      files: { ...own.files, Dockerfile: 'FROM theirs\n' },
      end: () => {
        ended = true;
      },
    });
    expect(error).toMatchObject({ code: 3, message: 'conflicts are left to resolve' });
    expect(said).toContain('Dockerfile:1:1: conflict:');
    expect(ended).toBe(true);
    expect(readFileSync(join(folder, 'parent.txt'), 'utf8')).toBe('warm\n');
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe('FROM theirs\n');
    expect(readdirSync(folder)).not.toContain('scripts');
  });

  test('with a file of the parent is none with `adopt`', async () => {
    const folder = temporaryFolder();
    const { error, said } = await runFamily(folder, {
      child: 'sagemaker-mkt',
      files: { ...own.files, 'package.json': '{ "name": "theirs" }\n', Dockerfile: 'FROM theirs\n' },
      options: { adopt: true },
    });
    expect(error).toBeUndefined();
    expect(said).toContain('`name` stays "theirs"');
    expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({
      name: 'theirs',
      scripts: { start: 'scripts/local.sh serve' },
    });
    expect(readFileSync(join(folder, '.sagemaker-mkt/kept/Dockerfile'), 'utf8')).toBe('FROM theirs\n');
  });

  test('in a file of the parent is Yeoman’s, and the listing is written after it', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'parent.txt'), 'cold\n');
    const { error } = await runFamily(folder, { child: 'sagemaker-mkt', ...own }, { force: true });
    expect(error).toBeUndefined();
    expect(readFileSync(join(folder, 'parent.txt'), 'utf8')).toBe('warm\n');
    expect(readdirSync(folder)).toContain('Dockerfile');
  });
});

test('an error in the manifest rejects the run with its exit code, and ends no process', async () => {
  const folder = temporaryFolder();
  const { error, said } = await runFamily(folder, {
    child: 'sagemaker-mkt',
    files: { 'marketplace.yaml': modelPackage({ base: 'base: ubuntu:20.04' }) },
  });
  expect(error).toMatchObject({ code: 1, message: 'nothing was written for listings with errors' });
  expect(said).toContain('marketplace.yaml:4:7: error:');
  expect(process.exitCode).toBeUndefined();
  expect(readdirSync(folder).sort()).toEqual(['marketplace.yaml', 'parent.txt']);
});

test('`sagemaker-mkt:ci` and the listing may be composed in one run', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.git'));
  const { error } = await runFamily(folder, { child: ['sagemaker-mkt', 'sagemaker-mkt:ci'], ...own });
  expect(error).toBeUndefined();
  const files = ['parent.txt', 'Dockerfile', '.github/workflows/listings.yml', 'buildspec.yml'];
  expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
});

describe('a dry run', () => {
  test.each<readonly [string, Omit<Family, 'child'>, object, readonly string[], string]>([
    [
      'of ours',
      { options: { dryRun: true }, ...own },
      {},
      ['marketplace.yaml', 'parent.txt'],
      'would change',
    ],
    [
      'of ours, with a first manifest',
      { options: { dryRun: true, name: 'churn' } },
      {},
      ['parent.txt'],
      'would be written',
    ],
    ['of all', own, { dryRun: true }, [], 'would be written'],
    [
      'of all, with a first manifest',
      { options: { name: 'churn' } },
      { dryRun: true },
      [],
      'would be written',
    ],
  ])('%s writes no file of ours', async (_, family, all, written, told) => {
    const folder = temporaryFolder();
    const { error, said } = await runFamily(folder, { child: 'sagemaker-mkt', ...family }, all);
    expect([error?.message, said]).toEqual([undefined, expect.stringContaining(told)]);
    expect(readdirSync(folder).sort()).toEqual(written);
  });

  test.each(['fleet', 'ci', 'rehearse', 'upload', 'register'])(
    'of `sagemaker-mkt:%s` writes nothing',
    async (name) => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, '.git'));
      writeFileSync(join(folder, 'marketplace.yaml'), modelPackage({ validation }));
      const { error, said } = await runFamily(folder, { child: `sagemaker-mkt:${name}` }, { dryRun: true });
      expect([error?.message, said]).toEqual([undefined, expect.stringMatching(/would|nothing was done/)]);
      expect(readdirSync(folder).sort()).toEqual(['.git', 'marketplace.yaml']);
    },
  );
});
