import { createHash } from 'node:crypto';
import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageVersion } from '../../src/shell/package-files.ts';
import { type BuiltListing, bases, buildListing, factsOf, realBase } from './built-listing.ts';
import {
  askEverything,
  type Ending,
  jobFiles,
  sagemakerFolder,
  serveImage,
  startContainer,
  trainWords,
} from './containers.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing();
const slow = { timeout: 300_000 };
/** SageMaker runs containers as root. The other user shows that root is not needed. */
const users = ['0', '1000'];

/** What is built and run. To test another framework, add its examples here. */
const served = ['minimal', 's3-artifacts', 'onnxruntime', 'lightgbm'];
const trained: Readonly<Record<string, Job>> = {
  algorithm: { right: { rounds: '20' }, wrong: { learning_rate: '7' } },
  'algorithm-combined': { right: { epochs: '3' }, wrong: { learning_rate: '7' } },
  'tensorflow-js': { right: { epochs: '3' }, wrong: { units: '0' } },
  'scikit-learn': { right: { n_estimators: '5' }, wrong: { learning_rate: '7' } },
  'script-mode': { right: { trees: '5' }, wrong: { 'max-depth': '99' }, script: 'code/train.py' },
};

interface Job {
  readonly right: Readonly<Record<string, string>>;
  readonly wrong: Readonly<Record<string, string>>;
  /** The script that trains instead of `src/training.ts`. */
  readonly script?: string;
}

/** On a base without its own libraries the files of these listings differ from those of the others. */
const onEachBase = new Set(['minimal', 'onnxruntime', 'algorithm', 'tensorflow-js', 'scikit-learn']);

for (const [index, [base, builder]] of bases.entries()) {
  const isWanted = (example: string) => index === 0 || onEachBase.has(example);
  describe.skipIf(missing)(`on ${base}, by ${builder}${missing ? ` (${missing})` : ''}`, () => {
    for (const example of served.filter(isWanted))
      describe(example, () => servesItsModel(() => buildListing(example, base, builder)));
    for (const [example, job] of Object.entries(trained).filter(([name]) => isWanted(name)))
      describe(example, () => trainsAndServes(() => buildListing(example, base, builder), job));
  });
}

function servesItsModel(buildIt: () => BuiltListing): void {
  let listing: BuiltListing;
  beforeAll(() => {
    listing = buildIt();
    report(listing);
  }, slow.timeout);
  afterAll(() => listing?.remove());

  test('is an image for linux/amd64 with labels about its contents', slow, () => {
    const { Os, Architecture, Config } = factsOf(listing.inferenceImage);
    expect(`${Os}/${Architecture}`).toBe('linux/amd64');
    expect([Config.Cmd, Config.Entrypoint, Config.User]).toEqual([['serve'], null, '']);
    const manifest = readFileSync(join(listing.folder, 'marketplace.yaml'));
    expect(Config.Labels).toMatchObject({
      'org.opencontainers.image.title': expect.stringMatching(/./),
      'org.opencontainers.image.version': '0.1.0',
      'org.opencontainers.image.base.name': expect.stringMatching(/^docker\.io\/library\//),
      'sagemaker-mkt.generator': packageVersion(),
      'sagemaker-mkt.manifest': `sha256:${createHash('sha256').update(manifest).digest('hex')}`,
    });
  });

  test('holds nothing that belongs to a user or that a user cannot read', slow, () => {
    const files = docker(['run', '--rm', listing.inferenceImage, 'node', '-e', listFiles]).split('\n');
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((line) => !/^[0-7]*[0-7][45][45] 0:0 /.test(line))).toEqual([]);
  });

  test.each(users)('serves every pair of types as user %s, and stops when told', slow, async (user) => {
    const container = await serveImage(listing.inferenceImage, user, unpackedModel(listing.folder));
    await askEverything(listing.folder, container.url);
    expectStopped(container.stop(30));
  });
}

function trainsAndServes(buildIt: () => BuiltListing, { right, wrong, script }: Job): void {
  let listing: BuiltListing;
  beforeAll(() => {
    listing = buildIt();
    report(listing);
  }, slow.timeout);
  afterAll(() => listing?.remove());

  test.each(users)('trains without a network as user %s, and serves what it trained', slow, async (user) => {
    const folder = sagemakerFolder(jobFiles(right));
    const { status, stderr } = train(listing, user, folder);
    expect(status, stderr).toBe(0);
    expect(readdirSync(join(folder, 'model'))).not.toEqual([]);
    const container = await serveImage(listing.inferenceImage, user, join(folder, 'model'));
    await askEverything(listing.folder, container.url);
    expectStopped(container.stop(30));
  });

  test.each(users)('leaves the reason of a failure where the buyer reads it, as user %s', slow, (user) => {
    const folder = sagemakerFolder(jobFiles({ ...right, ...wrong }));
    const { status, stderr } = train(listing, user, folder);
    expect(status, stderr).not.toBe(0);
    const [name = '', value = ''] = Object.entries(wrong)[0] ?? [];
    const failure = readFileSync(join(folder, 'output/failure'), 'utf8').slice(0, 1024);
    expect(failure).toContain(name);
    expect(failure).toContain(value);
    expect(readdirSync(join(folder, 'model'))).toEqual([]);
  });

  test(
    'saves its current model when the job is stopped, and ends within much less than 120 seconds',
    slow,
    async () => {
      const folder = sagemakerFolder(jobFiles(right));
      const endless = join(listing.folder, 'endless');
      writeFileSync(endless, script ? endlessScript : endlessTraining);
      const place = ['--volume', `${endless}:/opt/program/${script ?? 'src/training.ts'}:ro`];
      const container = startContainer([...place, ...trainWords(listing.trainingImage, '1000', folder)]);
      await container.until(() => container.log().includes('at work'));
      expectStopped(container.stop(120));
      expect(readFileSync(join(folder, 'model/saved'), 'utf8')).toBe('half of it');
    },
  );
}

/** A model that is not in the image, as SageMaker unpacks it: readable for all users. */
function unpackedModel(listing: string): string {
  const folder = join(sagemakerFolder(), 'model');
  cpSync(join(listing, 'model'), folder, { recursive: true });
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
  chmodSync(folder, 0o755);
  return folder;
}

/** Prints mode, owner and path of every file that we add to an image. */
const listFiles = `const fs = require('fs');
for (const name of fs.readdirSync('/opt', { recursive: true })) {
  const { mode, uid, gid } = fs.lstatSync('/opt/' + name);
  if ((mode & 0o170000) !== 0o120000) console.log((mode & 0o7777).toString(8), uid + ':' + gid, name);
}`;

const endlessTraining = `import { writeFile } from 'node:fs/promises';
import { defineTraining } from '../runtime/training.ts';
export default defineTraining({
  train: async ({ modelDir, signal }) => {
    const work = setInterval(() => {}, 1000);
    console.log('at work');
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    clearInterval(work);
    await writeFile(modelDir + '/saved', 'half of it');
  },
});
`;

const endlessScript = `import os, signal, sys
def save(*_):
    with open(os.environ["SM_MODEL_DIR"] + "/saved", "w") as file:
        file.write("half of it")
    sys.exit(0)
signal.signal(signal.SIGTERM, save)
print("at work")
while True:
    signal.pause()
`;

function train(listing: BuiltListing, user: string, folder: string) {
  return tryDocker(['run', '--rm', ...trainWords(listing.trainingImage, user, folder)]);
}

function report(listing: BuiltListing): void {
  const facts = factsOf(listing.inferenceImage);
  console.log(`${listing.report}\n  ${facts.RootFS.Layers.length} layers on ${realBase(facts)}`);
}

/** Expects 0: after a timeout it would be 137, because of the kill signal. */
function expectStopped({ exitCode, log }: Ending): void {
  expect(exitCode, log).toBe(0);
}
