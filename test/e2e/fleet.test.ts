import {
  chmodSync,
  chownSync,
  cpSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { fleet } from '../support/fleet.ts';
import { gitRepository } from '../support/git-repository.ts';
import { ordinaryUser, whyNotAsAnotherUser } from '../support/ordinary-user.ts';
import { runBin } from '../support/run-bin.ts';
import { runCommand } from '../support/run-command.ts';

test('check does not print listings that are up to date, and prints each difference with its fix', async () => {
  const folder = fleet({ a: modelPackage(), b: modelPackage(), c: modelPackage() });
  expect((await runCommand(['check', '*'], folder)).code).toBe(3);
  await runCommand(['generate', '*'], folder);
  expect(await runCommand(['check', '*'], folder)).toEqual({
    code: 0,
    out: '',
    err: 'no problems in 3 manifests\n',
  });
  rmSync(join(folder, 'a/Dockerfile'));
  appendTo(join(folder, 'b/README.md'), 'mine\n');
  expect((await runCommand(['check', '*'], folder)).code).toBe(0);
  writeFileSync(join(folder, 'b/marketplace.yaml'), retitled());
  writeFileSync(join(folder, 'c/marketplace.yaml'), retitled());
  const { code, err } = await runCommand(['check', '*'], folder);
  expect(code).toBe(3);
  expect(err).toContain(
    'b/README.md:1:1: conflict: there are updates for this file, which merge with your edits [out-of-date]\n' +
      '  fix: run  sagemaker-mkt generate b  and commit the result\n',
  );
  expect(err).toContain(
    'c/Dockerfile:1:1: conflict: this file differs from what the manifest generates now [out-of-date]',
  );
  expect(err).toMatch(/\n6 conflicts in 3 manifests\n$/);
});

test('a fleet that nobody changed is not looked at closely, and each change is found', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const repository = gitRepository(
    Object.fromEntries(names.map((name) => [`${name}/marketplace.yaml`, modelPackage()])),
  );
  const { folder } = repository;
  const notes = () => globSync('*/.sagemaker-mkt/seen', { cwd: folder }).sort();
  const check = () => runBin(['check', '*'], folder);
  expect(runBin(['generate', '*'], folder).code).toBe(0);
  expect(notes()).toEqual(names.map((name) => `${name}/.sagemaker-mkt/seen`));
  expect(repository.git('status', '--short', '--untracked-files=all')).not.toContain('seen');
  expect(check()).toEqual({ code: 0, out: '', err: 'no problems in 8 manifests\n' });
  const times = { atime: 1, mtime: 1 };
  utimesSync(join(folder, 'a/runtime/log.ts'), times.atime, times.mtime);
  expect(check().code).toBe(0);
  writeFileSync(
    join(folder, 'a/runtime/log.ts'),
    readFileSync(join(folder, 'a/runtime/log.ts'), 'utf8').replace(/e/, 'x'),
  );
  utimesSync(join(folder, 'a/runtime/log.ts'), times.atime, times.mtime);
  chmodSync(join(folder, 'b/bin/serve'), 0o644);
  rmSync(join(folder, 'c/runtime/log.ts'));
  appendTo(join(folder, 'd/README.md'), 'mine\n');
  const found = check();
  expect(found.code).toBe(3);
  expect(found.err.match(/^[a-h]\/\S+?:/gm)).toEqual([
    'a/runtime/log.ts:',
    'b/bin/serve:',
    'c/runtime/log.ts:',
  ]);
  expect(runBin(['generate', '-q', '*', '--restore', 'runtime'], folder).code).toBe(0);
  expect(check()).toEqual({ code: 0, out: '', err: 'no problems in 8 manifests\n' });
  // A clone has other files on another disk, whatever the notes say.
  cpSync(folder, `${folder} copy`, { recursive: true });
  rmSync(join(`${folder} copy`, 'h/Dockerfile'));
  rmSync(join(`${folder} copy`, 'h/runtime/log.ts'));
  expect(runBin(['check', '*'], `${folder} copy`).code).toBe(3);
});

test('check speaks to CI in its own formats, and a damaged record is a difference too', async () => {
  const folder = fleet({ a: modelPackage() });
  await runCommand(['generate', 'a'], folder);
  writeFileSync(join(folder, 'a/.sagemaker-mkt/lock.json'), '{');
  const github = await runCommand(['check', 'a', '--format', 'github'], folder);
  expect([github.code, github.out]).toEqual([
    3,
    expect.stringMatching(/^::error file=a\/\.sagemaker-mkt\/lock\.json,line=1,col=1,title=lock-damaged::/),
  ]);
  expect(JSON.parse((await runCommand(['check', 'a', '--json'], folder)).out).problems[0].code).toBe(
    'lock-damaged',
  );
  await runCommand(['generate', 'a'], folder);
  expect((await runCommand(['check', 'a'], folder)).code).toBe(0);
});

test('a dry run shows the lines that would change, and writes nothing', async () => {
  const folder = fleet({ a: modelPackage() });
  await runCommand(['generate', 'a'], folder);
  appendTo(join(folder, 'a/README.md'), 'mine\n');
  writeFileSync(join(folder, 'a/marketplace.yaml'), retitled());
  const { code, out } = await runCommand(['generate', 'a', '--dry-run'], folder);
  expect(code).toBe(0);
  expect(out).toContain('  merge     README.md  you and the generator changed different parts\n');
  expect(out).toContain('      -# Churn scorer\n      +# Another title\n');
  expect(out).toContain('a/marketplace.yaml: would change 3 of ');
  expect(readFileSync(join(folder, 'a/README.md'), 'utf8')).toContain('# Churn scorer');
  expect(runBin(['generate', 'a', '--dry-run'], folder, { FORCE_COLOR: '1' }).out).toContain(
    '\u001b[32m+# Another title',
  );
});

test('many listings end in a table, in the order of their names, whatever happened to them', async () => {
  const folder = fleet({ b: modelPackage(), a: modelPackage(), d: 'nonsense', c: modelPackage() });
  await runCommand(['generate', 'c'], folder);
  writeFileSync(join(folder, 'a/Dockerfile'), 'FROM mine\n');
  const { code, out } = await runCommand(['generate', '*'], folder);
  expect(code).toBe(1);
  expect(out.replace(/ +\d{2,}/, '  N').replaceAll(/ {2,}/g, '  ')).toBe(
    'listing  state  create  update  merge  delete  conflict  errors  warnings\n' +
      'a  refused  ·  ·  ·  ·  1  ·  ·\n' +
      `b  written  N  ·  ·  ·  ·  ·  ·\n` +
      'd  refused  ·  ·  ·  ·  ·  1  ·\n' +
      '\n4 listings: 1 written, 1 unchanged and 2 refused\n',
  );
});

test('--json tells every listing what was done, and --report writes a page', async () => {
  const folder = fleet({ a: modelPackage(), b: 'nonsense' });
  const { code, out, err } = await runCommand(
    ['generate', '*', '--json', '--report', 'out/fleet.html'],
    folder,
  );
  expect([code, err]).toEqual([1, '']);
  const { listings } = JSON.parse(out);
  expect(listings).toMatchObject([
    { manifest: 'a/marketplace.yaml', status: 'written', product: { name: 'churn-scorer' }, problems: [] },
    { manifest: 'b/marketplace.yaml', status: 'refused', product: null, changes: [] },
  ]);
  expect(listings[0].changes[0]).toEqual({ kind: 'create', path: '.dockerignore', because: 'new' });
  expect(listings[1].problems[0]).toMatchObject({ file: 'b/marketplace.yaml', code: 'manifest-not-a-map' });
  expect(readdirSync(join(folder, 'out'))).toEqual(['fleet.html']);
  expect(readFileSync(join(folder, 'out/fleet.html'), 'utf8')).toContain('churn-scorer');
});

test('--restore brings files back, and does not report others', async () => {
  const folder = fleet({ a: modelPackage() });
  await runCommand(['generate', 'a'], folder);
  appendTo(join(folder, 'a/runtime/log.ts'), '// mine\n');
  expect((await runCommand(['generate', 'a'], folder)).code).toBe(3);
  expect(await runCommand(['generate', 'a', '--restore', 'runtime/log.ts,scripts'], folder)).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^ {2}update {4}runtime\/log\.ts {2}you asked for the generated text\na\/marketplace\.yaml: changed 1 of \d+ files\n$/,
    ),
  });
  expect(readFileSync(join(folder, 'a/.sagemaker-mkt/kept/runtime/log.ts'), 'utf8')).toContain('// mine\n');
});

test('a folder that is no listing means all listings in it', async () => {
  const folder = fleet({ a: modelPackage(), b: modelPackage() });
  mkdirSync(join(folder, 'empty'));
  expect((await runCommand(['generate', '.'], folder)).out).toContain('2 listings: 2 written');
  expect((await runCommand(['check', folder])).err).toBe('no problems in 2 manifests\n');
  expect(await runCommand(['generate', 'empty'], folder)).toMatchObject({
    code: 1,
    err: expect.stringContaining('[manifest-not-found]'),
  });
});

test('--since checks only what changed, and explains what is wrong with a reference', async () => {
  const { folder, commit } = gitRepository({
    'a/marketplace.yaml': modelPackage(),
    'b/marketplace.yaml': modelPackage(),
  });
  await runCommand(['generate', '*'], folder);
  commit();
  expect((await runCommand(['check', '*', '--since', 'HEAD'], folder)).err).toBe(
    'no problems in 0 manifests\n',
  );
  writeFileSync(join(folder, 'b/marketplace.yaml'), retitled());
  expect(await runCommand(['check', '*', '--since', 'HEAD'], folder)).toMatchObject({
    code: 3,
    err: expect.stringMatching(/^b\/Dockerfile:[\s\S]*3 conflicts in 1 manifest\n$/),
  });
  expect((await runCommand(['generate', '*', '--since', 'HEAD'], folder)).out).toContain(
    'b/marketplace.yaml: changed 3 of',
  );
  expect(await runCommand(['generate', '*', '--since', 'nowhere'], folder)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^error: .*nowhere.*\n +fix: /),
  });
});

test('--restore takes paths as problems print them, and says what it does not know', async () => {
  const folder = fleet({ a: modelPackage() });
  await runCommand(['generate', 'a'], folder);
  appendTo(join(folder, 'a/runtime/log.ts'), '// mine\n');
  expect(
    (await runCommand(['generate', 'a', '--restore', 'a/runtime/log.ts, ./scripts/'], folder)).code,
  ).toBe(0);
  for (const path of ['nope', '../a', '/etc/passwd'])
    expect(await runCommand(['generate', 'a', '--restore', path], folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`nothing that is generated is called \`${path}\``),
    });
  expect(await runCommand(['generate', 'a', '--restore', 'a', '--restore', 'b'], folder)).toMatchObject({
    code: 2,
    err: expect.stringContaining('`--restore` is given twice'),
  });
});

test('--report overwrites a report and nothing else, and a place that cannot be written hides no result', async () => {
  const folder = fleet({ a: modelPackage() });
  for (const target of ['a/marketplace.yaml', 'a', ''])
    expect(await runCommand(['generate', 'a', '--report', target], folder)).toMatchObject({
      code: 2,
      out: '',
    });
  expect(readFileSync(join(folder, 'a/marketplace.yaml'), 'utf8')).toBe(modelPackage());
  for (let round = 0; round < 2; round += 1)
    expect((await runCommand(['generate', 'a', '--report', 'fleet.html'], folder)).code).toBe(0);
  const { code, out, err } = await runCommand(
    ['generate', 'a', '--json', '--report', '/proc/fleet.html'],
    folder,
  );
  expect([code, JSON.parse(out).listings.length, err]).toEqual([1, 1, expect.stringContaining('ENOENT')]);
  expect(readdirSync(folder)).toEqual(['a', 'fleet.html']);
});

test('two manifests in one folder do not take each other’s files', async () => {
  const folder = fleet({ a: modelPackage() });
  writeFileSync(join(folder, 'a/other.yaml'), modelPackage());
  const { code, out, err } = await runCommand(['generate', 'a', 'a/other.yaml'], folder);
  expect([code, out]).toEqual([1, expect.stringContaining('2 listings: 1 written and 1 refused')]);
  expect(err).toContain('a/other.yaml:1:1: error: this manifest is in the same folder as a/marketplace.yaml');
  symlinkSync('a', join(folder, 'link'));
  const linked = await runCommand(['generate', 'a', 'link/other.yaml'], folder);
  expect([linked.code, linked.err]).toEqual([
    1,
    expect.stringContaining('link/other.yaml:1:1: error: this manifest is in the same folder as a/'),
  ]);
});

const hindrance = whyNotAsAnotherUser();

test.skipIf(hindrance)(`a listing that may not be written does not stop the others${hindrance}`, () => {
  const folder = fleet({ a: modelPackage(), b: modelPackage() });
  chmodSync(folder, 0o755);
  chownSync(join(folder, 'b'), ordinaryUser.uid, ordinaryUser.gid);
  const { code, out, err } = runBin(['generate', '*'], folder, {}, ordinaryUser);
  expect([code, out]).toEqual([1, expect.stringContaining('2 listings: 1 written and 1 refused')]);
  expect(err).toMatch(
    /^a\/marketplace\.yaml:1:1: error: EACCES: .*\[system-failure\]\n +fix: check the permissions/,
  );
});

test.skipIf(hindrance)(
  `a read-only folder in a listing is found before anything is written${hindrance}`,
  () => {
    const folder = fleet({ a: modelPackage() });
    chmodSync(folder, 0o755);
    chownSync(join(folder, 'a'), ordinaryUser.uid, ordinaryUser.gid);
    expect(runBin(['generate', 'a'], folder, {}, ordinaryUser).code).toBe(0);
    chownSync(join(folder, 'a/scripts'), 0, 0);
    writeFileSync(
      join(folder, 'a/marketplace.yaml'),
      modelPackage({ upload: 'upload: { region: eu-west-1 }' }),
    );
    const before = readFileSync(join(folder, 'a/README.md'), 'utf8');
    const { code, err } = runBin(['generate', 'a'], folder, {}, ordinaryUser);
    expect([code, err]).toEqual([1, expect.stringContaining('EACCES')]);
    expect(readFileSync(join(folder, 'a/README.md'), 'utf8')).toBe(before);
    expect(readdirSync(join(folder, 'a/.sagemaker-mkt')).sort()).toEqual(['base', 'lock.json']);
  },
);

function retitled(): string {
  return modelPackage({
    product: 'product: { type: model-package, name: churn-scorer, title: Another title }',
  });
}

function appendTo(path: string, text: string): void {
  writeFileSync(path, `${readFileSync(path, 'utf8')}${text}`);
}
