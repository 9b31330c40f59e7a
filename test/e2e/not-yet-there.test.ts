import { appendFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { fleet } from '../support/fleet.ts';
import { runCommand } from '../support/run-command.ts';

test('a listing that was never generated is one problem, and its fix names it', async () => {
  const folder = fleet({ a: modelPackage(), b: modelPackage() });
  expect(await runCommand(['check', 'a'], folder)).toEqual({
    code: 3,
    out: '',
    err:
      'a/marketplace.yaml:1:1: conflict: this listing was never generated [never-generated]\n' +
      '  fix: run  sagemaker-mkt generate a  and commit the result\n' +
      '\n1 conflict in 1 manifest\n',
  });
  expect(await runCommand(['rehearse', '--no-engine', 'a'], folder)).toEqual({
    code: 4,
    out: '',
    err: 'error: the listing of a/marketplace.yaml was never generated\n  fix: run  sagemaker-mkt generate a\n',
  });
  writeFileSync(join(folder, 'a/README.md'), 'Written by hand\n');
  expect((await runCommand(['check', 'a'], folder)).err).toContain('1 conflict in 1 manifest');
  await runCommand(['generate', 'b'], folder);
  expect(await runCommand(['check', 'b'], folder)).toMatchObject({
    code: 0,
    err: 'no problems in 1 manifest\n',
  });
});

test('the command of a fix names the listing, from wherever it was checked', async () => {
  const folder = fleet({ a: modelPackage() });
  await runCommand(['generate', 'a'], folder);
  appendFileSync(join(folder, 'a/runtime/log.ts'), '\n');
  const fix = (listing: string) =>
    `  fix: get the generated text with  sagemaker-mkt generate${listing} --restore runtime/log.ts , which`;
  expect((await runCommand(['check', 'a'], folder)).err).toContain(fix(' a'));
  expect((await runCommand(['check'], join(folder, 'a'))).err).toContain(fix(''));
  await runCommand(['generate', 'a', '--restore', 'runtime/log.ts'], folder);
  expect((await runCommand(['check', 'a'], folder)).code).toBe(0);
});

test('a manifest with another ending is found, and the fix renames it', async () => {
  const folder = fleet({ a: modelPackage() });
  renameSync(join(folder, 'a/marketplace.yaml'), join(folder, 'a/marketplace.yml'));
  for (const command of ['validate', 'explain', 'generate', 'check'])
    expect((await runCommand([command, 'a'], folder)).err).toBe(
      'a/marketplace.yaml:1:1: error: there is no such file, but marketplace.yml is there [manifest-not-found]\n' +
        '  fix: rename it:  mv a/marketplace.yml a/marketplace.yaml\n' +
        '\n1 error in 1 manifest\n',
    );
  expect((await runCommand(['validate', 'b'], folder)).err).toContain(
    'b:1:1: error: there is no such file [manifest-not-found]\n  fix: create it with  sagemaker-mkt init b , or',
  );
});

test('a report in a folder that is not there is refused before any work, below this folder it is made', async () => {
  const folder = fleet({ a: modelPackage() });
  for (const [place, missing] of [
    ['/nosuch/x.html', '/nosuch'],
    ['../nosuch/x.html', '../nosuch'],
  ] as const)
    expect(await runCommand(['generate', 'a', '--report', place], folder)).toEqual({
      code: 2,
      out: '',
      err:
        `error: \`--report ${place}\` cannot be written: there is no folder ${missing}\n` +
        `  fix: make it with  mkdir -p ${missing} , or pass a file below this folder, such as  --report fleet.html\n`,
    });
  expect(readdirSync(join(folder, 'a'))).toEqual(['marketplace.yaml']);
  expect((await runCommand(['generate', 'a', '--report', 'new/x.html'], folder)).code).toBe(0);
});
