import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runBin } from '../support/run-bin.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const draft = `# Ours.
version: 0
name: churn-scorer   # short
type: model
framework: typescript
os: amazonlinux:2023
accepts: [text/csv]
returns: [application/json]
model: { bundled: model }
`;

const current = `# Ours.
version: 1
product:
  name: churn-scorer   # short
  type: model-package
framework: typescript
base: amazonlinux:2023
contentTypes:
  input: [text/csv]
  output: [application/json]
artifacts: { mode: bundled, path: model }
`;

test('an old manifest is refused in one message, and the command that it names makes it a valid one', async () => {
  const folder = withFiles({ 'marketplace.yaml': draft });
  for (const command of ['validate', 'generate', 'explain'])
    expect(await runCommand([command], folder)).toMatchObject({
      code: 1,
      err: `marketplace.yaml:2:10: error: \`version\` is 0, and this generator reads version 1 [manifest-too-old]
  version: 0
           ^
  fix: run  sagemaker-mkt upgrade marketplace.yaml  and review the change

1 error in 1 manifest
`,
    });
  expect(await runCommand(['upgrade', 'marketplace.yaml'], folder)).toEqual({
    code: 0,
    out: 'marketplace.yaml: upgraded from version 0 to 1\n',
    err: '',
  });
  expect(read(folder, 'marketplace.yaml')).toBe(current);
  expect((await runCommand(['validate'], folder)).code).toBe(0);
});

test('a manifest of the future asks for a newer generator', async () => {
  const folder = withFiles({ 'marketplace.yaml': 'version: 2\nwhat: ever\n' });
  const problem = `marketplace.yaml:1:10: error: \`version\` is 2, and this generator reads version 1 [manifest-too-new]
  version: 2
           ^
  fix: update the generator:  npm install --global generator-sagemaker-mkt@latest

1 error in 1 manifest
`;
  expect(await runCommand(['validate'], folder)).toEqual({ code: 1, out: '', err: problem });
  expect(await runCommand(['upgrade'], folder)).toEqual({
    code: 1,
    out: 'marketplace.yaml: left as it is\n',
    err: problem,
  });
});

test('a current manifest is not touched, and that is said', async () => {
  const folder = withFiles({ 'marketplace.yaml': current });
  const path = join(folder, 'marketplace.yaml');
  utimesSync(path, 1000, 1000);
  expect(await runCommand(['upgrade'], folder)).toEqual({
    code: 0,
    out: 'marketplace.yaml: is version 1 already\n',
    err: '',
  });
  expect(statSync(path).mtimeMs).toBe(1_000_000);
});

test('a dry run shows the difference, in colour where it is wanted, and writes nothing', async () => {
  const folder = withFiles({ 'marketplace.yaml': draft });
  const { code, out } = await runCommand(['upgrade', '--dry-run'], folder);
  expect([code, out]).toEqual([
    0,
    `--- a/marketplace.yaml
+++ b/marketplace.yaml
@@ -1,9 +1,11 @@
 # Ours.
-version: 0
-name: churn-scorer   # short
-type: model
+version: 1
+product:
+  name: churn-scorer   # short
+  type: model-package
 framework: typescript
-os: amazonlinux:2023
-accepts: [text/csv]
-returns: [application/json]
-model: { bundled: model }
+base: amazonlinux:2023
+contentTypes:
+  input: [text/csv]
+  output: [application/json]
+artifacts: { mode: bundled, path: model }
marketplace.yaml: would be upgraded from version 0 to 1
`,
  ]);
  expect(runBin(['upgrade', '--dry-run'], folder, { FORCE_COLOR: '1' }).out).toContain(
    '\u001b[31m-version: 0\u001b[0m\n',
  );
  expect(read(folder, 'marketplace.yaml')).toBe(draft);
});

test('mode, byte-order mark and Windows line ends stay, and no other file is created', async () => {
  const windows = (text: string) => `\u{feff}${text.replaceAll('\n', '\r\n')}`;
  const folder = withFiles({ 'marketplace.yaml': windows(draft) });
  chmodSync(join(folder, 'marketplace.yaml'), 0o640);
  expect((await runCommand(['upgrade'], folder)).code).toBe(0);
  expect(read(folder, 'marketplace.yaml')).toBe(windows(current));
  expect(statSync(join(folder, 'marketplace.yaml')).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['marketplace.yaml']);
});

test('one bad file does not stop the others, and errors after the upgrade are shown at their current place', async () => {
  const bad = draft.replace('framework: typescript', '# Ours too.\nframework: typscript');
  const folder = withFiles({
    'listings/a/marketplace.yaml': draft,
    'listings/b/marketplace.yaml': bad,
    'listings/c/marketplace.yaml': 'version: [',
    'listings/d/marketplace.yaml': draft,
  });
  const { code, out, err } = await runCommand(['upgrade', 'listings/**'], folder);
  expect([code, out]).toEqual([
    1,
    `listings/a/marketplace.yaml: upgraded from version 0 to 1
listings/b/marketplace.yaml: left as it is
listings/c/marketplace.yaml: left as it is
listings/d/marketplace.yaml: upgraded from version 0 to 1
`,
  ]);
  expect(err).toContain('listings/b/marketplace.yaml:6:12: error: `framework` is "typscript"; it can be');
  expect(err).toContain('listings/c/marketplace.yaml:1:10: error: this [ is not closed');
  expect(read(folder, 'listings/b/marketplace.yaml')).toBe(bad);
  expect(read(folder, 'listings/d/marketplace.yaml')).toBe(current);
});

test('the files that a listing extends are upgraded once, with or without a version', async () => {
  const listing = `${draft.replace('os: amazonlinux:2023\n', '')}extends: [../../team.yaml, ../../region.yaml]\n`;
  const files = {
    'team.yaml': '# The team’s.\nversion: 0\nos: amazonlinux:2023\n',
    'region.yaml': 'upload: { region: us-east-2 }\n',
    'listings/a/marketplace.yaml': listing,
    'listings/b/marketplace.yaml': listing,
  };
  const folder = withFiles(files);
  expect((await runCommand(['validate', 'listings/a'], folder)).err).toMatch(
    /team\.yaml:2:10: error: `version` is 0.*\n.*\n.*\n {2}fix: run {2}sagemaker-mkt upgrade team\.yaml/,
  );
  expect(await runCommand(['upgrade', 'listings/*'], folder)).toEqual({
    code: 0,
    out: `team.yaml: upgraded from version 0 to 1, because listings/a/marketplace.yaml extends it
listings/a/marketplace.yaml: upgraded from version 0 to 1
listings/b/marketplace.yaml: upgraded from version 0 to 1
`,
    err: '',
  });
  expect(read(folder, 'team.yaml')).toBe('# The team’s.\nversion: 1\nbase: amazonlinux:2023\n');
  expect(read(folder, 'region.yaml')).toBe(files['region.yaml']);
  expect((await runCommand(['validate', 'listings/*'], folder)).code).toBe(0);
});

test('a team file can be upgraded alone, and its errors are found', async () => {
  const folder = withFiles({
    'team.yaml': 'version: 0\nos: amazonlinux:2023\npolicy: { bases: [amazonlinux:2023] }\n',
    'bad.yaml': 'version: 0\nos: amazonlinux:2024\n',
  });
  const { code, out, err } = await runCommand(['upgrade', 'team.yaml', 'bad.yaml'], folder);
  expect([code, out]).toEqual([1, 'team.yaml: upgraded from version 0 to 1\nbad.yaml: left as it is\n']);
  expect(err).toMatch(/^bad\.yaml:2:5: error: .*\[value-not-allowed\]/);
  expect(err).toContain('1 error in 2 manifests');
});

test('a link is not followed, neither a file nor a folder that leads out of the listing', async () => {
  const outside = withFiles({ 'marketplace.yaml': draft });
  const folder = withFiles({ 'own.yaml': draft });
  symlinkSync(join(folder, 'own.yaml'), join(folder, 'link.yaml'));
  symlinkSync(outside, join(folder, 'listing'));
  expect(await runCommand(['upgrade', 'link.yaml'], folder)).toMatchObject({
    code: 3,
    err: expect.stringContaining('fix: pass the file itself:  sagemaker-mkt upgrade own.yaml'),
  });
  expect(await runCommand(['upgrade', 'listing'], folder)).toMatchObject({
    code: 3,
    err: expect.stringMatching(/^listing\/marketplace\.yaml:1:1: conflict: .*\[symbolic-link\]/),
  });
  expect([read(folder, 'own.yaml'), read(outside, 'marketplace.yaml')]).toEqual([draft, draft]);
  expect(readdirSync(folder).sort()).toEqual(['link.yaml', 'listing', 'own.yaml']);
});

test('--json says what was done and what was not', async () => {
  const folder = withFiles({ 'a/marketplace.yaml': draft, 'b/marketplace.yaml': 'version: 3\n' });
  const { code, out } = await runCommand(['upgrade', '--json', 'a', 'b'], folder);
  expect([code, JSON.parse(out)]).toMatchObject([
    1,
    {
      manifests: [
        {
          manifest: 'a/marketplace.yaml',
          status: 'upgraded',
          files: [
            { file: 'a/marketplace.yaml', from: 0, to: 1, diff: expect.stringContaining('\n-version: 0\n') },
          ],
        },
        { manifest: 'b/marketplace.yaml', status: 'refused', files: [] },
      ],
      problems: [{ file: 'b/marketplace.yaml', line: 1, column: 10, code: 'manifest-too-new' }],
    },
  ]);
});

function withFiles(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function read(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}
