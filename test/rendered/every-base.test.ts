import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { kinds, renderText, textsOf } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { preparedForTests } from '../support/prepared.ts';

const { bases } = preparedForTests().catalogue;

test.each(bases)('$id: the Dockerfile ends on its image, and only copies', ({ id, image }) => {
  for (const yaml of Object.values(kinds)) {
    const texts = textsOf(yaml.replace(/^base: .*$/m, `base: ${id}`));
    for (const name of ['Dockerfile', 'Dockerfile.training']) {
      const dockerfile = texts.get(name);
      if (dockerfile === undefined) continue;
      const instructions = instructionsOf(dockerfile);
      const finalStage = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));
      expect(finalStage[0]).toBe(`FROM ${image}`);
      expect(finalStage.map((line) => line.split(' ')[0])).not.toContain('RUN');
    }
  }
});

test.each(bases)(
  '$id: packages are installed by its own package manager, from where its release still is',
  (base) => {
    const texts = textsOf(modelPackage({ base: `base: { os: "${base.id}", packages: [curl, libgomp1] }` }));
    const installs =
      instructionsOf(texts.get('Dockerfile') ?? '')
        .filter((line) => line.startsWith('RUN'))
        .at(-1) ?? '';
    const words = { apt: 'apt-get install', yum: 'yum install', dnf: 'dnf install', apk: 'apk add' };
    expect(installs).toContain(words[base.packageManager]);
    for (const line of base.packageSources) expect(installs).toContain(line);
    const { status, stderr } = spawnSync('sh', ['-n'], {
      input: installs.replace(/^RUN /, ''),
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  },
);

test('beside the runtime, which nobody edits, the smallest model package has at most 19 files', () => {
  const paths = [...(renderText(modelPackage()).rendered?.files.keys() ?? [])];
  expect(paths.filter((path) => !path.startsWith('runtime/')).length + 1).toBeLessThanOrEqual(19);
});

test('what AWS validates and sells is eighteen files more', () => {
  const count = (kind: string) =>
    [...textsOf(kinds[kind] ?? '').keys()].filter((path) => !path.startsWith('runtime/')).length;
  expect(count('a model package with everything')).toBe(count('the smallest model package') + 18);
});

test('nothing is rendered that the manifest does not call for', () => {
  const paths = (kind: string) =>
    [...textsOf(kinds[kind] ?? '').keys()].filter((path) => !path.startsWith('runtime/'));
  expect(paths('the smallest model package')).toEqual([
    '.dockerignore',
    '.gitattributes',
    '.gitignore',
    'Dockerfile',
    'README.md',
    'bin/serve',
    'marketplace/cloudformation.yaml',
    'model/README.md',
    'package.json',
    'samples/application-json.json',
    'samples/text-csv.csv',
    'scripts/build.sh',
    'scripts/local.sh',
    'scripts/run.sh',
    'scripts/upload.sh',
    'src/inference.ts',
    'test/contract.test.ts',
    'tsconfig.json',
  ]);
  expect(paths('an algorithm with everything')).toEqual([
    '.dockerignore',
    '.gitattributes',
    '.gitignore',
    'Dockerfile',
    'Dockerfile.training',
    'README.md',
    'bin/serve',
    'bin/train',
    'buyer/README.md',
    'buyer/churn-scorer.ipynb',
    'buyer/data/inference/input/batch/text-csv.csv',
    'buyer/data/inference/input/real-time/application-json.json',
    'buyer/data/inference/input/real-time/text-csv.csv',
    'marketplace/cloudformation.yaml',
    'marketplace/create-algorithm.json',
    'marketplace/product-page.md',
    'package.json',
    'samples/application-json.json',
    'samples/text-csv.csv',
    'scripts/build.sh',
    'scripts/local.sh',
    'scripts/register.sh',
    'scripts/run.sh',
    'scripts/upload.sh',
    'src/inference.ts',
    'src/training.ts',
    'test/contract.test.ts',
    'tsconfig.json',
  ]);
  expect(paths('an algorithm in one image')).not.toContain('Dockerfile.training');
});

/** The instructions of a Dockerfile, without comments and with continued lines joined. */
function instructionsOf(dockerfile: string): string[] {
  const known = /^(FROM|ARG|RUN|COPY|ENV|LABEL|EXPOSE|WORKDIR|CMD) /;
  const lines = dockerfile.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const joined = lines.join('\n').replace(/\\\n/g, '').split('\n');
  for (const line of joined) expect(line).toMatch(known);
  return joined;
}
