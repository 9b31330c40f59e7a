import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { fleet } from '../support/fleet.ts';
import { runCommand } from '../support/run-command.ts';

/** `a` has files of the seller's, `b` has none. */
function twoListings(): string {
  const folder = fleet({ a: modelPackage(), b: modelPackage() });
  writeFileSync(
    join(folder, 'a/package.json'),
    '{\n  "name": "mine",\n  "scripts": { "start": "node app.js" }\n}\n',
  );
  writeFileSync(join(folder, 'a/Dockerfile'), 'FROM mine\n');
  return folder;
}

test('in a fleet, a listing with hand-made files stops with 3, and the others are written', async () => {
  const folder = twoListings();
  const { code, out, err } = await runCommand(['generate', '*'], folder);
  expect([code, readdirSync(join(folder, 'a')).sort()]).toEqual([
    3,
    ['Dockerfile', 'marketplace.yaml', 'package.json'],
  ]);
  expect(out).toContain('2 listings: 1 written and 1 refused\n');
  expect(err).toBe(
    'a/Dockerfile:1:1: conflict: 2 files were here before, and no run made them: Dockerfile and package.json [foreign-file]\n' +
      '  because: what is set aside goes to .sagemaker-mkt/kept\n' +
      '  fix: run  sagemaker-mkt generate a --adopt , which does with them what the plan says, or let one stay as it is with  regenerate: { keep: [Dockerfile] }  in the manifest\n' +
      '\n1 conflict in 2 manifests\n',
  );
  expect(existsSync(join(folder, 'b/Dockerfile'))).toBe(true);
  writeFileSync(join(folder, 'b/marketplace.yaml'), 'nonsense');
  expect((await runCommand(['generate', '*'], folder)).code).toBe(1);
  writeFileSync(join(folder, 'b/marketplace.yaml'), modelPackage());
  expect((await runCommand(['generate', '*', '--adopt'], folder)).code).toBe(0);
  expect((await runCommand(['check', '*'], folder)).code).toBe(0);
});

test('a dry run shows every line of what --adopt would do; without --adopt it ends with 3', async () => {
  const folder = twoListings();
  for (const [words, code] of [
    [['generate', 'a', '--dry-run'], 3],
    [['generate', '*', '--dry-run'], 3],
    [['generate', 'a', '--dry-run', '--adopt'], 0],
  ] as const) {
    const ran = await runCommand(words, folder);
    expect(ran.code).toBe(code);
    expect(ran.out).toContain('  update    Dockerfile  yours, which was not generated, is set aside\n');
    expect(ran.out).toContain('      -FROM mine\n');
    expect(ran.out).toContain('      +  "type": "module",\n');
    expect(readdirSync(join(folder, 'a')).sort()).toEqual(['Dockerfile', 'marketplace.yaml', 'package.json']);
  }
});

test('JSON says what would become of each file, and what stays the seller’s', async () => {
  const folder = twoListings();
  const stopped = JSON.parse((await runCommand(['generate', 'a', '--json'], folder)).out).listings[0];
  expect(stopped).toMatchObject({ status: 'refused', problems: [{ code: 'foreign-file' }] });
  expect(stopped.changes).toContainEqual({
    path: 'package.json',
    kind: 'merge',
    because: 'yours stays, and gets the members that it lacks',
    kept: [
      '`name` stays "mine"; generated is "churn-scorer"',
      '`type` becomes "module"',
      '`scripts.start` stays "node app.js"; generated is "scripts/local.sh serve"',
    ],
  });
  const adopted = await runCommand(['generate', 'a', '--adopt', '--json'], folder);
  expect([
    adopted.code,
    JSON.parse(adopted.out).listings[0].problems.map(({ code }: { code: string }) => code),
  ]).toEqual([0, ['member-kept', 'member-kept', 'member-kept']]);
});

test('what to do next does not call a script that is the seller’s', async () => {
  const { out } = await runCommand(['generate', 'a', '--adopt'], twoListings());
  expect(out).toMatch(/\nNext:\n {2}cd a\n {2}scripts\/local\.sh serve {3}# serves it/);
});

test('`check` says of a file that is in the way what `generate` says, and calls it no drift', async () => {
  const folder = fleet({ a: modelPackage() });
  await runCommand(['generate', 'a'], folder);
  writeFileSync(join(folder, 'a/tsconfig.json'), '{ "include": ["lib"] }\n');
  const lock = join(folder, 'a/.sagemaker-mkt/lock.json');
  writeFileSync(
    lock,
    readFileSync(lock, 'utf8')
      .replace(/ {4}"tsconfig\.json".*\n/, '')
      .replace(/,\n {2}\}/, '\n  }'),
  );
  rmSync(join(folder, 'a/.sagemaker-mkt/base/tsconfig.json'));
  const { code, err } = await runCommand(['check', 'a'], folder);
  expect([code, err]).toEqual([
    3,
    expect.stringMatching(/^a\/tsconfig\.json:1:1: conflict: this file was here before/),
  ]);
  expect(err).not.toContain('out-of-date');
});

test('`ci` treats the files of a repository alike', async () => {
  const folder = fleet({ a: modelPackage() });
  mkdirSync(join(folder, '.git'));
  const mine = '# Ours.\nversion: 0.2\nphases:\n  build:\n    commands:\n      - make   # all of it\n';
  writeFileSync(join(folder, 'buildspec.yml'), mine);
  mkdirSync(join(folder, 'ci'));
  writeFileSync(join(folder, 'ci/listings.sh'), 'mine\n');
  const stopped = await runCommand(['ci'], folder);
  expect([stopped.code, stopped.out]).toEqual([
    3,
    '  merge     buildspec.yml  yours stays, and gets the members that it lacks\n' +
      '  update    ci/listings.sh  yours, which was not generated, is set aside\n' +
      '  create    4 other files\nCI: nothing was written\n',
  ]);
  expect(stopped.err).toContain(
    '\n  fix: run  sagemaker-mkt ci --adopt , which does with them what the plan says\n',
  );
  expect((await runCommand(['ci', '--adopt'], folder)).code).toBe(0);
  const spec = readFileSync(join(folder, 'buildspec.yml'), 'utf8');
  expect(spec).toMatch(
    /^# Ours\.\nversion: 0\.2\n[\s\S]*\n {6}- make {3}# all of it\n {6}- ci\/codebuild\.sh\n/,
  );
  expect(readFileSync(join(folder, '.sagemaker-mkt/ci/kept/ci/listings.sh'), 'utf8')).toBe('mine\n');
  expect(await runCommand(['ci'], folder)).toMatchObject({ code: 0, out: 'CI: nothing to do\n' });
});
