import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { engine } from '../images/run-engine.ts';
import { bin } from '../support/built.ts';
import { completePage } from '../support/complete-page.ts';
import { publishSteps, type StepNeeds } from '../support/publish-walk.ts';
import { pathWithQuickAws } from '../support/quick-aws.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { generateListing } from './built-listing.ts';
import { type Ecr, ecrRegistryMissing, startEcr } from './ecr-registry.ts';
import { imagesMissing, tryDocker } from './engine.ts';

const missing = ecrRegistryMissing() ?? imagesMissing();
const base = 'amazonlinux:2023';
const github = 'https://github.com/example/for-buyers';
const pricing =
  'pricing: { model: hourly, hourly: { realtime: "0.50", transform: "0.40", training: "1.20" } }';

describe.skipIf(missing)(`the guide of a listing${missing ? ` (${missing})` : ''}`, () => {
  test.each([
    ['algorithm', 'algorithm'],
    ['s3-artifacts', 'model-package'],
  ])(
    'leads from an empty account to a product with its repository: %s',
    { timeout: 900_000 },
    async (example, kind) => {
      const { folder, inferenceImage, trainingImage } = generateListing(example, base);
      onTestFinished(() => {
        tryDocker(['image', 'rm', '--force', inferenceImage, trainingImage]);
        rmSync(folder, { recursive: true, force: true });
      });
      placeData(folder);
      const ecr = await startEcr({ region: 'us-east-2' });
      const go = walker(folder, ecr);

      const out = go(...commandsOf(folder, ['account', 'engine']));
      const name = `${inferenceImage.replace(/:.*/, '')}-${/:(.*)/.exec(inferenceImage)?.[1]?.replaceAll('.', '-')}`;
      const arn = `arn:aws:sagemaker:us-east-2:${ecr.aws.account}:${kind}/${name}`;
      expect(out).toContain(`\n${arn}\n`);
      expect(out.trim()).toMatch(/\narn:aws:iam::123456789012:role\/\S+-marketplace-access$/);
      await expectPushed(ecr, new Set([inferenceImage, trainingImage]), out);

      // What buyers get: the answers, the public repository, and the rest of the page.
      expect(go('sagemaker-mkt validate --for publish 2>&1 || true')).toContain(
        '`buyers.repository` is missing',
      );
      go('sagemaker-mkt rehearse --record >/dev/null');
      publishRepository(folder, go);
      const notebook = `${github}/blob/main/${inferenceImage.replace(/:.*/, '')}.ipynb`;
      const buyers = `buyers: { repository: ${github}, notebook: ${notebook} }`;
      appendFileSync(join(folder, 'marketplace.yaml'), `\n${completePage.page}\n${buyers}\n${pricing}\n`);
      go('sagemaker-mkt validate --for publish', 'sagemaker-mkt generate');
      const page = readFileSync(join(folder, 'marketplace/product-page.md'), 'utf8');
      expect(page).toMatch(/^# /);
      expect(page).toContain(`<${github}>`);

      const [first = ''] = commandsOf(folder, ['account']);
      go(first, ...commandsOf(folder, ['catalog']));
      const sent = (await ecr.aws.calls()).filter(({ operation }) => operation === 'StartChangeSet');
      expect(sent).toHaveLength(1);
      const request = JSON.stringify(sent[0]?.parameters);
      for (const said of [arn, `"RepositoryUrl":"${github}"`, '"ReleaseProduct"', '"ReleaseOffer"'])
        expect(request).toContain(said);
      expect(await ecr.aws.violations()).toEqual([]);
    },
  );
});

function commandsOf(folder: string, wanted: readonly StepNeeds[]): readonly string[] {
  const steps = publishSteps(readFileSync(join(folder, 'README.md'), 'utf8'));
  return steps.filter(({ needs }) => wanted.includes(needs)).map(({ commands }) => commands);
}

/** Runs commands in one shell in the listing. What is pushed to GitHub comes into a folder of this machine. */
function walker(folder: string, ecr: Ecr): (...commands: readonly string[]) => string {
  const programs = temporaryFolder();
  const command = `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`;
  writeFileSync(join(programs, 'sagemaker-mkt'), command, { mode: 0o755 });
  const hosted = temporaryFolder();
  const env = {
    ...process.env,
    ...ecr.environment,
    PATH: `${programs}:${pathWithQuickAws()}`,
    ENGINE: engine(),
    PAUSE_SECONDS: '0',
    GIT_CONFIG_COUNT: '1',
    GITHUB_FOLDER: hosted,
    GIT_CONFIG_KEY_0: `url.${hosted}/.insteadOf`,
    GIT_CONFIG_VALUE_0: 'https://github.com/example/',
  };
  return (...commands) => {
    const words = ['--norc', '-euo', 'pipefail', '-c', commands.join('\n')];
    const { status, stdout, stderr } = spawnSync('bash', words, { cwd: folder, env, encoding: 'utf8' });
    expect(status, `${stdout}\n${stderr}`).toBe(0);
    return stdout;
  };
}

/** As the guide says: the folder becomes a repository of its own. A buyer finds all of it there. */
function publishRepository(folder: string, go: (...commands: readonly string[]) => string): void {
  const [mine, theirs] = [join(temporaryFolder(), 'mine'), join(temporaryFolder(), 'theirs')];
  cpSync(join(folder, 'buyer'), mine, { recursive: true });
  const git = `git -C '${mine}' -c user.name=Seller -c user.email=seller@example.com`;
  go(
    `git init --quiet --bare --initial-branch main "$GITHUB_FOLDER/for-buyers"`,
    `git init --quiet --initial-branch main '${mine}'`,
    `${git} add .`,
    `${git} commit --quiet -m 'The first release'`,
    `${git} push --quiet ${github} main`,
    `git clone --quiet ${github} '${theirs}'`,
  );
  const found = globSync('**/*', { cwd: theirs, exclude: ['.git'] });
  expect(found).toEqual(expect.arrayContaining(['README.md', expect.stringMatching(/\.ipynb$/)]));
  expect(found.filter((path) => /\/input\/real-time\//.test(path)).length).toBeGreaterThan(0);
  expect(found.filter((path) => /\/output\/real-time\//.test(path)).length).toBeGreaterThan(0);
}

async function expectPushed(ecr: Ecr, images: ReadonlySet<string>, out: string): Promise<void> {
  for (const image of images) {
    const [repository = '', tag = ''] = image.split(':');
    const pushed = await ecr.manifest(repository, tag);
    expect(pushed?.mediaType).toBe('application/vnd.docker.distribution.manifest.v2+json');
    expect(out).toContain(`${ecr.host}/${repository}@${pushed?.digest}\n`);
  }
}

/** The data that the seller would have used for training: a target, and the four columns of the samples. */
function placeData(folder: string): void {
  const rows = Array.from({ length: 40 }, (_, row) => [2 * row + (row % 3), row, row % 3, row % 5, row % 7]);
  for (const channel of ['train', 'validation']) {
    const place = join(folder, 'local/input/data', channel);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'rows.csv'), `${rows.map((row) => row.join(',')).join('\n')}\n`);
  }
}
