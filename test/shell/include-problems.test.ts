import { appendFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder, run, text, writeManifest } from '../support/listing-folder.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const including = (paths: string) => modelPackage({ include: `include: [${paths}]` });

function put(folder: string, path: string, content = ''): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function folderWith(yaml: string): string {
  const folder = temporaryFolder();
  writeManifest(folder, yaml);
  return folder;
}

test('what is not there is an error of every command, and nothing is written', async () => {
  const folder = folderWith(including('churnlb, config/rules.yaml'));
  put(folder, 'churnlib/__init__.py');
  const problems = `marketplace.yaml:7:11: error: \`include\` has "churnlb", and the listing has no such file or folder [include-missing]
  include: [churnlb, config/rules.yaml]
            ^^^^^^^
  because: what is included is yours, and an image cannot be built without it
  fix: write \`churnlib\`, or put it there

marketplace.yaml:7:20: error: \`include\` has "config/rules.yaml", and the listing has no folder config [include-missing]
  include: [churnlb, config/rules.yaml]
                     ^^^^^^^^^^^^^^^^^
  because: what is included is yours, and an image cannot be built without it
  fix: put it there, or correct the path
`;
  for (const command of ['validate', 'generate', 'check']) {
    const { code, err } = await runCommand([command], folder);
    expect([command, code, err.includes(problems)]).toEqual([command, 1, true]);
  }
  expect(existsSync(join(folder, 'Dockerfile'))).toBe(false);
  put(folder, 'config/rules.yaml');
  writeManifest(folder, including('churnlib, config/rules.yaml'));
  expect(run(folder).status).toBe('written');
});

test('links are not followed, and a file has nothing in it', () => {
  const folder = folderWith(including('linked/a.py, rules.yaml/part, own/link.py'));
  put(folder, 'rules.yaml');
  put(folder, 'own/a.py');
  symlinkSync('own', join(folder, 'linked'));
  symlinkSync('a.py', join(folder, 'own/link.py'));
  const printed = printProblems(run(folder).problems);
  expect(printed.match(/error: .*|fix: .*/g)).toEqual([
    'error: `include` has "linked/a.py", and linked is a symbolic link [include-not-regular]',
    'fix: copy there what the link points to',
    'error: `include` has "rules.yaml/part", and rules.yaml is a file, and no folder [include-not-regular]',
    'fix: name a file or a folder',
    'error: `include` has "own/link.py", and this is a symbolic link [include-not-regular]',
    'fix: copy there what the link points to',
  ]);
});

test('secrets inside an included folder are told, until .dockerignore leaves them out', async () => {
  const folder = generatedFolder();
  writeManifest(folder, including('churnlib, other'));
  put(folder, 'churnlib/deep/.aws/config', 'key');
  put(folder, 'other/settings.env', '');
  expect(run(folder).problems).toEqual([]);
  const warning = `marketplace.yaml:7:11: warning: "churnlib" has churnlib/deep/.aws/config in it, which usually holds secrets [include-secret-inside]
  include: [churnlib, other]
            ^^^^^^^^
  because: what is in an image can be read by every buyer
  fix: remove it, or add a line  churnlib/deep/.aws  at the end of .dockerignore
`;
  const before = await runCommand(['validate'], folder);
  expect([before.code, before.err]).toEqual([0, expect.stringContaining(warning)]);
  appendFileSync(join(folder, '.dockerignore'), 'churnlib/deep/.aws\n');
  expect((await runCommand(['validate'], folder)).err).not.toContain('secrets');
});

test('a run adds the COPY lines and takes them away, and keeps those of the seller', () => {
  const folder = generatedFolder();
  const before = text(folder, '.dockerignore');
  appendFileSync(join(folder, 'Dockerfile'), '# mine\nRUN true\n');
  put(folder, 'churnlib/a.ts');
  writeManifest(folder, including('churnlib'));
  expect(run(folder).status).toBe('written');
  expect(text(folder, 'Dockerfile')).toContain('COPY ["churnlib","/opt/program/churnlib"]\n');
  expect(text(folder, 'Dockerfile')).toMatch(/# mine\nRUN true\n$/);
  expect(text(folder, '.dockerignore')).toContain('\n!churnlib\n');
  writeManifest(folder, modelPackage());
  rmSync(join(folder, 'churnlib'), { recursive: true });
  expect(run(folder).status).toBe('written');
  expect(text(folder, 'Dockerfile')).not.toContain('churnlib');
  expect(text(folder, 'Dockerfile')).toMatch(/# mine\nRUN true\n$/);
  expect(text(folder, '.dockerignore')).toBe(before);
});
