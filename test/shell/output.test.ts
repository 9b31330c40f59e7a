import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { plainPaint } from '../../src/problem/print-problems.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function fleet(listings: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, yaml] of Object.entries(listings)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'marketplace.yaml'), yaml);
  }
  return folder;
}

/** Runs a command, and calls `seen` with each text at the moment it is printed. */
function runWatched(words: readonly string[], cwd: string, seen: (text: string) => void) {
  const terminal = {
    out: seen,
    err: seen,
    paintOut: plainPaint,
    paintErr: plainPaint,
    watchesErr: false,
    columns: 80,
  };
  return runCommandLine(words, { cwd, terminal });
}

test.each(['text', 'github'])(
  '`validate` and `check` print as %s what is wrong before they read the next manifest',
  async (format) => {
    for (const command of ['validate', 'check']) {
      const folder = fleet({ a: 'nonsense', b: 'nonsense' });
      const printed: string[] = [];
      await runWatched([command, '*', '--format', format], folder, (text) => {
        if (printed.length === 0) writeFileSync(join(folder, 'b/marketplace.yaml'), 'version: 7\n');
        printed.push(text);
      });
      expect(printed[0]).toContain('a/marketplace.yaml');
      expect(printed[1]).toContain('manifest-too-new');
    }
  },
);

test('`generate` prints a row before it looks at the next listing', async () => {
  const folder = fleet({ a: modelPackage(), b: modelPackage() });
  const written: string[][] = [];
  const texts: string[] = [];
  await runWatched(['generate', '*'], folder, (text) => {
    texts.push(text);
    written.push(readdirSync(join(folder, 'b')));
  });
  expect(texts[0]).toMatch(/^listing +state .*\na +written +\d+/);
  expect(written[0]).toEqual(['marketplace.yaml']);
  expect(texts.at(-1)).toBe('\n2 listings: 2 written\n');
});

test('the problem of a team file is printed once', async () => {
  const folder = fleet({
    a: `extends: ../team.yaml\n${modelPackage()}`,
    b: `extends: ../team.yaml\n${modelPackage()}`,
  });
  writeFileSync(join(folder, 'team.yaml'), 'version: 1\npolicy: { base: [] }\n');
  const { err } = await runCommand(['validate', '*'], folder);
  expect(err.match(/\[unknown-key\]/g)).toHaveLength(1);
  expect(err).toMatch(/\n\n1 error in 2 manifests\n$/);
});

test('a quiet run prints problems and the result, and nothing else', async () => {
  const folder = fleet({ a: modelPackage(), b: modelPackage() });
  expect(await runCommand(['validate', '-q', '*'], folder)).toEqual({ code: 0, out: '', err: '' });
  expect((await runCommand(['generate', '-q', 'a'], folder)).out).toMatch(
    /^a\/marketplace\.yaml: changed (\d+) of \1 files\n$/,
  );
  expect((await runCommand(['generate', '--quiet', '*'], folder)).out).toBe(
    '2 listings: 1 written and 1 unchanged\n',
  );
  expect((await runCommand(['generate', '-q', '--dry-run', 'a'], folder)).out).toBe(
    'a/marketplace.yaml: nothing to do\n',
  );
  expect(await runCommand(['check', '-q', '*'], folder)).toEqual({ code: 0, out: '', err: '' });
  writeFileSync(join(folder, 'a/marketplace.yaml'), 'nonsense');
  writeFileSync(join(folder, 'b/model/weights'), '1');
  for (const command of ['validate', 'check', 'generate'])
    expect((await runCommand([command, '-q', '*'], folder)).err).toMatch(
      /\[manifest-not-a-map\][\s\S]*\n1 error in 2 manifests\n$/,
    );
});

test('a verbose run prints each file', async () => {
  const folder = fleet({ a: `extends: ../team.yaml\n${modelPackage()}`, b: modelPackage() });
  writeFileSync(join(folder, 'team.yaml'), 'version: 1\n');
  expect((await runCommand(['validate', '-v', '*'], folder)).err).toBe(
    'a/marketplace.yaml (with team.yaml): no problems\nb/marketplace.yaml: no problems\nno problems in 2 manifests\n',
  );
  const written = (await runCommand(['generate', '--verbose', '*'], folder)).out;
  expect(written).toMatch(
    / {2}create {4}Dockerfile\n[\s\S]*a\/marketplace\.yaml: changed [\s\S]*\nlisting +state/,
  );
  expect((await runCommand(['generate', '-v', 'a'], folder)).out).toMatch(/ {2}same {6}Dockerfile {2}/);
  expect((await runCommand(['check', '-v', 'a'], folder)).err).toMatch(
    / {2}same {6}Dockerfile {2}[\s\S]*no problems in 1 manifest\n$/,
  );
});

test.each([
  [['validate', '-qv'], '`--quiet` and `--verbose` exclude each other'],
  [['upload', '-q'], '`upload` has no option `-q`'],
  [['-v'], 'did you mean `-V`?'],
  [['help', 'genrate'], 'there is no command `genrate`; did you mean `generate`?'],
  [['help', 'nosuch'], 'there is no command `nosuch`'],
  [['generate', '-'], '`generate` takes no manifest from standard input'],
  [['validate', '-', '--since', 'main'], 'git, which knows nothing about standard input'],
])('%j exits with 2 and says why', async (words, says) => {
  const { code, err } = await runCommand(words);
  expect([code, err]).toEqual([2, expect.stringContaining(says)]);
});

test('-V is --version, also behind a command, and not behind `--`', async () => {
  const { out } = await runCommand(['--version']);
  for (const words of [['-V'], ['generate', '-V'], ['check', '--version']])
    expect(await runCommand(words)).toEqual({ code: 0, out, err: '' });
  expect((await runCommand(['validate', '--', '-V'])).code).toBe(1);
});

test('each page of the help ends with the place of the documentation', async () => {
  for (const words of [['--help'], ['-h', 'generate'], ['help', 'check'], ['upload', '-h']]) {
    const { code, out } = await runCommand(words);
    const readme = /\ndocs: (.*)\n$/.exec(out)?.[1] ?? '';
    expect([code, readdirSync(join(readme, '..'))]).toEqual([0, expect.arrayContaining(['README.md'])]);
  }
});
