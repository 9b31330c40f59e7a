import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const onlyAmazon = 'version: 1\npolicy: { bases: [amazonlinux:2023] }\n';
const onUbuntu = modelPackage({ base: 'base: ubuntu:18.04' });

/** A repository with one listing on Ubuntu, and a policy at the top that forbids that. */
function repository(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.git'));
  const all = {
    'listings/churn/marketplace.yaml': onUbuntu,
    'marketplace.policy.yaml': onlyAmazon,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const codesIn = (err: string) => [...err.matchAll(/ \[([a-z-]+)\]$/gm)].map(([, code]) => code);

test('a policy binds a listing that extends nothing, from whatever folder the command runs, and shows both files', async () => {
  const folder = repository();
  const { code, err } = await runCommand(['validate'], join(folder, 'listings/churn'));
  expect([code, err]).toEqual([
    1,
    `marketplace.yaml:4:7: error: \`base\` is ubuntu:18.04, which the team’s policy does not allow [policy-base]
  base: ubuntu:18.04
        ^^^^^^^^^^^^
  fix: use amazonlinux:2023, or have the base added to the policy
  note: ../../marketplace.policy.yaml:2:11: the allowed bases

1 error in 1 manifest
`,
  ]);
  for (const cwd of [folder, dirname(folder)])
    expect((await runCommand(['validate', join(folder, 'listings/churn')], cwd)).code).toBe(1);
});

test.each(['check', 'generate', 'rehearse', 'upload', 'register'])('`%s` is bound too', async (command) => {
  const { code, err } = await runCommand([command, 'listings/churn'], repository());
  expect([code, codesIn(err)]).toEqual([1, ['policy-base']]);
});

test('every policy between the listing and the top binds, and each is named', async () => {
  const folder = repository({
    'listings/marketplace.policy.yaml': 'policy: { bases: [amazonlinux:2023, alpine:3.5] }\n',
    'listings/churn/marketplace.policy.yaml': 'policy: { requiredTags: [team] }\n',
  });
  const { err } = await runCommand(['validate', 'listings/churn'], folder);
  expect(codesIn(err)).toEqual(['policy-tag', 'policy-base']);
  expect(err).toContain('note: marketplace.policy.yaml:2:11: the allowed bases\n');
  expect(err).toContain('note: listings/marketplace.policy.yaml:1:11: the allowed bases\n');
  expect(err).toContain('note: listings/churn/marketplace.policy.yaml:1:11: the required tags\n');
});

test('above the repository nothing binds; without a repository, nothing above the folder of the run', async () => {
  const folder = repository({ 'marketplace.policy.yaml': 'policy: { requiredTags: [team] }\n' });
  mkdirSync(join(folder, 'listings/churn/.git'));
  expect((await runCommand(['validate', 'listings/churn'], folder)).code).toBe(0);
  rmSync(join(folder, 'listings/churn/.git'), { recursive: true });
  rmSync(join(folder, '.git'), { recursive: true });
  expect((await runCommand(['validate', 'listings/churn'], folder)).code).toBe(1);
  expect((await runCommand(['validate', 'churn'], join(folder, 'listings'))).code).toBe(0);
});

test('a listing that is reached through a link is bound by what is above the link and above the listing', async () => {
  const folder = repository({
    'shared/marketplace.policy.yaml': 'policy: { requiredTags: [team] }\n',
    'shared/churn/marketplace.yaml': modelPackage(),
    'listings/marketplace.policy.yaml': 'policy: { requiredTags: [cost] }\n',
  });
  symlinkSync('../shared/churn', join(folder, 'listings/linked'));
  const { err } = await runCommand(['validate', 'listings/linked'], folder);
  expect(err).toContain('"team"');
  expect(err).toContain('"cost"');
});

test('--policy adds one that is nowhere above, and one that is missing refuses every listing', async () => {
  const folder = repository({ 'marketplace.policy.yaml': 'policy: {}\n', 'team/rules.yaml': onlyAmazon });
  const call = ['validate', 'listings/churn'];
  expect((await runCommand(call, folder)).code).toBe(0);
  const bound = await runCommand([...call, '--policy', 'team/rules.yaml'], folder);
  expect([bound.code, bound.err]).toEqual([1, expect.stringContaining('note: team/rules.yaml:2:11:')]);
  const missing = await runCommand([...call, '--policy', 'team/ruels.yaml'], folder);
  expect([missing.code, missing.err]).toEqual([
    1,
    `team/ruels.yaml:1:1: error: \`--policy\` names this file, and it is not there [policy-not-readable]
  fix: correct the path: it starts in the folder where the command runs

1 error in 1 manifest
`,
  ]);
});

test('a policy that is named and found, or extended and found, binds once', async () => {
  const folder = repository({
    'listings/churn/marketplace.yaml': `extends: ../../marketplace.policy.yaml\n${onUbuntu}`,
  });
  const call = ['validate', 'listings/churn', '--policy', 'marketplace.policy.yaml'];
  const { err } = await runCommand(call, folder);
  expect(err.match(/note: /g)).toHaveLength(1);
});

test.each([
  ['', 1, 'manifest-empty'],
  ['version: 1\n', 1, 'policy-missing'],
  ['version: 1\npolicy:\n', 2, 'wrong-type'],
  ['version: 1\npolicy: { base: [debian:10] }\n', 2, 'unknown-key'],
  ['version: 1\npolicy: {}\nupload: { region: us-east-2 }\n', 3, 'policy-file-member'],
  ['version: 1\npolicy: {}\nextends: other.yaml\n', 3, 'policy-file-member'],
  ['version: two\npolicy: {}\n', 1, 'wrong-value'],
  ['version: 2\npolicy: {}\n', 1, 'manifest-too-new'],
  ['policy: {\n', 1, 'yaml-syntax'],
])(
  'the policy file %j is a problem of its line %i, for the listing and by itself',
  async (text, line, code) => {
    const folder = repository({ 'marketplace.policy.yaml': text });
    for (const operand of ['listings/churn', 'marketplace.policy.yaml']) {
      const { code: exit, err } = await runCommand(['validate', operand], folder);
      expect([exit, codesIn(err)], operand).toEqual([1, [code]]);
      expect(err).toMatch(new RegExp(`^marketplace\\.policy\\.yaml:${line}:\\d+: error: `));
      expect(err).not.toContain('sagemaker-mkt init');
    }
  },
);

test('a sound policy file can be validated by itself', async () => {
  const result = await runCommand(['validate', 'marketplace.policy.yaml'], repository());
  expect(result).toEqual({ code: 0, out: '', err: 'no problems in 1 manifest\n' });
});

test('a policy is a regular file of the repository: a link that leads out, or nowhere, and a folder are refused', async () => {
  const outside = join(temporaryFolder(), 'secret');
  writeFileSync(outside, 'secret: text\n');
  const folder = repository({ 'real.yaml': onlyAmazon, 'elsewhere/x': '' });
  const policy = join(folder, 'marketplace.policy.yaml');
  const errorWith = async (make: () => void) => {
    rmSync(policy, { recursive: true });
    make();
    const { err } = await runCommand(['validate', 'listings/churn'], folder);
    expect(err).not.toContain('secret: text');
    return codesIn(err);
  };
  expect(await errorWith(() => symlinkSync(outside, policy))).toEqual(['policy-not-readable']);
  expect(await errorWith(() => symlinkSync('nowhere', policy))).toEqual(['policy-not-readable']);
  expect(await errorWith(() => mkdirSync(policy))).toEqual(['policy-not-readable']);
  expect(await errorWith(() => symlinkSync('/dev/zero', policy))).toEqual(['policy-not-readable']);
  expect(await errorWith(() => symlinkSync('real.yaml', policy))).toEqual(['policy-base']);
  symlinkSync(dirname(outside), join(folder, 'team'));
  const named = await runCommand(['validate', 'listings/churn', '--policy', 'team/secret'], folder);
  expect(codesIn(named.err)).toContain('policy-not-readable');
  expect(named.err).not.toContain('secret: text');
});

test('a listing that only a policy refuses shows its product and its base in the report', async () => {
  const folder = repository({ 'listings/other/marketplace.yaml': `${onUbuntu}nonsense: 1\n` });
  const { code, out } = await runCommand(
    ['generate', 'listings/*', '--json', '--report', 'fleet.html'],
    folder,
  );
  const [refused, broken] = JSON.parse(out).listings;
  expect([code, refused.status, broken.product]).toEqual([1, 'refused', null]);
  expect(refused.product).toMatchObject({ name: 'churn-scorer', base: { id: 'ubuntu:18.04' } });
  expect(refused.problems[0].notes[0].file).toBe('marketplace.policy.yaml');
});

test('GitHub’s annotation names the policy as well', async () => {
  const { out } = await runCommand(['validate', 'listings/churn', '--format', 'github'], repository());
  expect(out).toContain('%0Anote: marketplace.policy.yaml:2: the allowed bases\n');
});
