import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bin } from '../support/built.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { writeManifest } from '../support/listing-folder.ts';
import { ordinaryUser, whyNotAsAnotherUser } from '../support/ordinary-user.ts';
import { runBin } from '../support/run-bin.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const commands = ['init', 'validate', 'upgrade', 'explain', 'generate', 'check', 'matrix', 'ci'];

test('--help lists the commands, and each command has a page with examples', async () => {
  const { code, out } = await runCommand(['--help']);
  expect(code).toBe(0);
  for (const command of commands) {
    expect(out).toContain(`  ${command}`);
    const page = await runCommand([command, '--help']);
    expect([page.code, page.out]).toEqual([
      0,
      expect.stringMatching(/usage: sagemaker-mkt .*\n[\s\S]*examples:\n {2}sagemaker-mkt /),
    ]);
  }
});

test('--version prints the version of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(runBin(['--version']).out).toBe(`${version}\n`);
});

test.each([
  [['genrate'], 'did you mean `generate`?'],
  [['generate', '--dry-rum'], 'did you mean `--dry-run`?'],
  [['validate', '--format', 'sarrif'], 'write --format sarif'],
  [['init', '--name'], '`--name` needs a value'],
  [['upload', '--trace', '--dry-run'], '`--trace` needs a value: --trace <file>'],
  [['generate', '--report', '-q'], '`--report` needs a value'],
  [['generate', '--dry-run=yes'], 'takes no value'],
  [['explain', 'a', 'b'], 'takes no `b`'],
  [[], 'a command is missing'],
  [['validate', 'nowhere/*'], 'no manifest matches'],
])('wrong usage %j exits 2 and says what to do', async (words, says) => {
  const { code, err } = await runCommand(words);
  expect(code).toBe(2);
  expect(err).toContain(says);
});

test('the process ends with the same code, and says it where problems belong', () => {
  expect(runBin(['genrate'])).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('did you mean `generate`?'),
  });
});

test('a listing is started, checked, explained and generated, and a second run has nothing to do', async () => {
  const folder = temporaryFolder();
  expect(await runCommand(['init', '--name', 'churn-scorer'], folder)).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, 'marketplace.yaml'), 'utf8')).toMatch(
    /^# yaml-language-server: \$schema=https:.*\n#/,
  );
  expect(await runCommand(['validate'], folder)).toMatchObject({
    code: 0,
    err: 'no problems in 1 manifest\n',
  });
  expect((await runCommand(['explain'], folder)).out).toMatch(/inference\.workers +per-cpu +\S/);
  expect(JSON.parse((await runCommand(['explain', '--json'], folder)).out)[0]).toHaveProperty('because');
  expect((await runCommand(['generate', '--dry-run'], folder)).out).toContain('would change');
  expect(readdirSync(folder)).not.toContain('Dockerfile');
  expect(await runCommand(['generate'], folder)).toMatchObject({ code: 0, err: '' });
  expect(await runCommand(['validate'], folder)).toMatchObject({
    code: 0,
    err: expect.stringMatching(
      /^marketplace\.yaml:1:1: warning: `model\/` holds no model yet \[artifacts-present\]\n/,
    ),
  });
  const before = statSync(join(folder, 'Dockerfile')).mtimeMs;
  expect((await runCommand(['generate'], folder)).out).toContain('nothing to do');
  expect(statSync(join(folder, 'Dockerfile')).mtimeMs).toBe(before);
});

test.each([
  ['algorithm', ['--type', 'algorithm']],
  ['s3', ['--artifacts', 's3']],
  ['other types', ['--input', 'text/plain, image/png', '--output', 'text/plain']],
])('every kind of start is valid: %s', async (_, words) => {
  expect(await runCommand(['init', ...words], temporaryFolder())).toMatchObject({ code: 0, err: '' });
});

test('a start that cannot work is refused before anything is written', async () => {
  const folder = temporaryFolder();
  const { code, err } = await runCommand(['init', '--name', 'Not Safe', '--framework', 'typscript'], folder);
  expect(code).toBe(2);
  expect(err).toBe(
    'error: `--name` is "Not Safe", which cannot be the name of an ECR repository\n' +
      '  fix: write  --name not-safe, and put the display name in `product.title`\n' +
      '\n' +
      'error: `--framework` is "typscript"; it can be typescript, onnxruntime, tensorflow-js, scikit-learn, xgboost, lightgbm, catboost, pytorch, tensorflow, transformers, python, flask or server\n' +
      '  fix: write  --framework typescript\n',
  );
  expect(readdirSync(folder)).toEqual([]);
});

test('a manifest that is there is never overwritten by init', async () => {
  const folder = withManifest(modelPackage());
  expect(await runCommand(['init'], folder)).toMatchObject({
    code: 1,
    err: expect.stringContaining('[manifest-exists]'),
  });
  expect(readFileSync(join(folder, 'marketplace.yaml'), 'utf8')).toBe(modelPackage());
});

test('problems come as text, JSON, GitHub annotations and SARIF, and exit with 1', async () => {
  const folder = withManifest(modelPackage({ base: 'base: ubuntu:20.04' }));
  expect(runBin(['validate'], folder)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('marketplace.yaml:4:7: error:'),
  });
  const json = await runCommand(['validate', '--json'], folder);
  expect([json.code, JSON.parse(json.out).problems[0]]).toMatchObject([
    1,
    { file: 'marketplace.yaml', line: 4, code: 'value-not-allowed' },
  ]);
  expect((await runCommand(['validate', '--format', 'github'], folder)).out).toMatch(
    /^::error file=marketplace\.yaml,line=4,col=7,endColumn=19,title=value-not-allowed::/,
  );
  const sarif = JSON.parse((await runCommand(['validate', '--format', 'sarif'], folder)).out);
  expect(sarif.runs[0].results[0].locations[0].physicalLocation.region.startLine).toBe(4);
});

test('one bad listing does not stop the others, from any folder and by glob', async () => {
  const folder = temporaryFolder();
  for (const [name, yaml] of [
    ['a', modelPackage()],
    ['b b', 'nonsense'],
    ['ç', modelPackage()],
  ] as const) {
    mkdirSync(join(folder, 'listings', name), { recursive: true });
    writeFileSync(join(folder, 'listings', name, 'marketplace.yaml'), yaml);
  }
  const { code, out, err } = await runCommand(['generate', 'listings/*'], folder);
  expect(code).toBe(1);
  expect(out).toContain('3 listings: 2 written and 1 refused');
  expect(err).toContain('listings/b b/marketplace.yaml:1:1: error:');
  expect(readdirSync(join(folder, 'listings/ç'))).toContain('Dockerfile');
  expect(readdirSync(join(folder, 'listings/b b'))).toEqual(['marketplace.yaml']);
});

test('a conflict exits with 3, shows the file, and leaves both texts in it', () => {
  const folder = withManifest(modelPackage());
  writeFileSync(join(folder, 'README.md'), '# Mine\n');
  expect(runBin(['generate'], folder)).toMatchObject({
    code: 3,
    out: expect.stringContaining('nothing was written'),
  });
  expect(runBin(['generate', '--adopt'], folder).code).toBe(0);
  rmSync(join(folder, '.sagemaker-mkt'), { recursive: true });
  writeFileSync(
    join(folder, 'Dockerfile'),
    readFileSync(join(folder, 'Dockerfile'), 'utf8').replace(/^.*\n/, '# Mine\n'),
  );
  const { code, err } = runBin(['generate', '--adopt'], folder);
  expect(code).toBe(3);
  expect(err).toContain('Dockerfile:1:1: conflict:');
  expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toMatch(
    /^<<<<<<< yours\n# Mine\n\|{7} last generated\n=======\n#/,
  );
});

test('a file that is not a manifest ends in a message with its place, never in a stack trace', async () => {
  const folder = temporaryFolder();
  const large = join(folder, 'large.yaml');
  writeFileSync(large, '');
  truncateSync(large, 50_000_000);
  writeFileSync(join(folder, 'binary.yaml'), Buffer.from([0, 1, 2, 255]));
  for (const [path, code] of [
    ['large.yaml', 'manifest-too-large'],
    ['binary.yaml', 'manifest-not-text'],
    ['gone.yaml', 'manifest-not-found'],
    ['.', 'manifest-not-found'],
  ] as const) {
    const result = await runCommand(['generate', path], folder);
    expect(result).toMatchObject({
      code: 1,
      err: expect.stringMatching(new RegExp(`^\\S+:1:1: error: .* \\[${code}\\]\\n +fix: `)),
    });
    expect(result.err).not.toContain('    at ');
  }
});

test('colour follows NO_COLOR and FORCE_COLOR', () => {
  const folder = withManifest('nonsense');
  expect(runBin(['validate'], folder, { FORCE_COLOR: '1' }).err).toContain('\u001b[31m');
  expect(runBin(['validate'], folder, { FORCE_COLOR: '1', NO_COLOR: '1' }).err).not.toContain('\u001b');
  expect(runBin(['validate'], folder).err).not.toContain('\u001b');
});

test('names and values cannot repaint the terminal, and colours stay', () => {
  const folder = temporaryFolder();
  const listing = 'li\u001b[2J\u202est\u001b]0;title\u0007';
  mkdirSync(join(folder, listing));
  writeManifest(
    join(folder, listing),
    modelPackage({ product: 'product: { name: "a\\u202eb", title: "\u202e" }' }),
  );
  const json = runBin(['validate', listing, '--json'], folder).out;
  expect(JSON.parse(json).problems[0].file).toBe(`${listing}/marketplace.yaml`);
  for (const words of [
    ['validate'],
    ['generate'],
    ['validate', '--format', 'github'],
    ['generate', '--dry-run'],
  ]) {
    const { out, err } = runBin([...words, listing], folder, { FORCE_COLOR: '1' });
    const printed = out + err + json;
    expect(printed.replace(/\p{Cc}\[\d{1,2}m/gu, '')).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u);
  }
});

test('a reader that closes its pipe, such as head, causes no crash', () => {
  const folder = withManifest(modelPackage());
  const { stdout } = spawnSync(
    'bash',
    ['-c', `set -o pipefail; "${process.execPath}" "${bin}" generate 2>&1 | true; echo \${PIPESTATUS[0]}`],
    { cwd: folder, encoding: 'utf8' },
  );
  expect(stdout.trim()).toBe('0');
});

const hindrance = whyNotAsAnotherUser();

test.skipIf(hindrance)(
  `an ordinary user can generate too, and learns why a folder is not writable${hindrance}`,
  () => {
    const folder = withManifest(modelPackage());
    chmodSync(folder, 0o755);
    const refused = runBin(['generate'], folder, {}, ordinaryUser);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/^marketplace\.yaml:1:1: error: EACCES: .*\n +fix: check the permissions/);
    expect(readdirSync(folder)).toEqual(['marketplace.yaml']);
    chmodSync(folder, 0o777);
    expect(runBin(['generate'], folder, {}, ordinaryUser)).toMatchObject({ code: 0, err: '' });
  },
);

test('the same manifest gives the same bytes, whatever the folder, the time zone and the language', () => {
  const trees = [
    { TZ: 'UTC', LANG: 'C' },
    { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8' },
  ].map((environment) => {
    const folder = withManifest(modelPackage());
    runBin(['generate', folder], '/', environment);
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => `${path.slice(folder.length)} ${statSync(path).mode} ${readFileSync(path, 'base64')}`);
  });
  expect(trees[0]?.length).toBeGreaterThan(20);
  expect(trees[0]).toEqual(trees[1]);
});

function withManifest(yaml: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'marketplace.yaml'), yaml);
  return folder;
}

test('`-` is a manifest from standard input, with its own folder of `extends` and policies: where the command runs', () => {
  const folder = withManifest(modelPackage());
  writeFileSync(join(folder, 'team.yaml'), 'version: 1\npolicy: { requiredTags: [team] }\n');
  const run = (words: readonly string[], input: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...words], {
      cwd: folder,
      encoding: 'utf8',
      input,
    });
    return [status, stdout, stderr];
  };
  expect(run(['validate', '-'], modelPackage())).toEqual([0, '', 'no problems in 1 manifest\n']);
  expect(run(['validate', '-', 'marketplace.yaml'], 'nonsense')).toEqual([
    1,
    '',
    expect.stringMatching(/^<stdin>:1:1: error: [\s\S]*1 error in 2 manifests\n$/),
  ]);
  const extending = run(['validate', '-', '--format', 'sarif'], `extends: team.yaml\n${modelPackage()}`);
  expect(extending).toEqual([1, expect.stringContaining('policy-tag'), '']);
  expect(run(['validate', '-'], '')).toEqual([1, '', expect.stringContaining('[manifest-empty]')]);
  expect(run(['validate', '-'], ' '.repeat(2_000_000))).toEqual([
    1,
    '',
    expect.stringContaining('[manifest-too-large]'),
  ]);
  const [code, values] = run(['explain', '-'], modelPackage());
  expect([code, values]).toEqual([0, expect.stringMatching(/^product\.name +churn-scorer +<stdin>:\d+$/m)]);
});

test('a slow reader of a pipe that another program made non-blocking gets everything', () => {
  const folder = temporaryFolder();
  for (let index = 0; index < 300; index += 1) {
    mkdirSync(join(folder, String(index)));
    writeFileSync(
      join(folder, String(index), 'marketplace.yaml'),
      modelPackage({ base: `base: ${'x'.repeat(500)}${index}` }),
    );
  }
  const script = `python3 -c 'import fcntl, os; fcntl.fcntl(1, fcntl.F_SETFL, os.O_NONBLOCK | fcntl.fcntl(1, fcntl.F_GETFL))'
"${process.execPath}" "${bin}" validate . --format github`;
  const { stdout, stderr } = spawnSync('bash', ['-c', `{ ${script}; } | { sleep 4; wc -l; }`], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([stdout.trim(), stderr]).toEqual(['300', '']);
});
