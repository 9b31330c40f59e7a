import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Rehearsal } from '../../src/model/rehearsal.ts';
import { rehearseListing } from '../../src/shell/rehearse/rehearse-listing.ts';
import { engine } from '../images/run-engine.ts';
import { failedIn, shortLimits, wordsOf } from '../rehearse/broken-listing.ts';
import { resolveText } from '../support/build-listing.ts';
import { bin, root } from '../support/built.ts';
import type { Environment } from '../support/python.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { uniqueName } from './built-listing.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';
import { makeForOtherPlatform } from './other-platform.ts';
import { wheelsOf } from './python-wheels.ts';

/** What an image takes and answers, with a sample of it. */
interface Taken {
  readonly input: string;
  readonly output: string;
  readonly sample: string;
  readonly text: string;
}

const plain = {
  input: 'text/plain',
  output: 'application/json',
  sample: 'text-plain.txt',
  text: 'hello world',
};
const numbers = { input: 'text/csv', sample: 'text-csv.csv', text: '1,2,3\n4,5,6\n' };

/** The complete manifest of a seller who already has an image. */
function manifestOf({ input, output }: Taken, image = 'my-image:1'): string {
  return `version: 1
product: { type: model-package, name: brought-along }
image: ${image}
contentTypes: { input: [${input}], output: [${output}] }
inference: { maxPayloadMB: 6 }
`;
}

const missing = imagesMissing();
const made: string[] = [];

/** Builds a folder of test/foreign/ with its own Dockerfile. Those that install packages get our wheels. */
function buildForeign(
  name: string,
  environment: Environment = 'flask-2',
  words: readonly string[] = [],
): string {
  const context = join(temporaryFolder(), name);
  cpSync(join(root, 'test/foreign', name), context, { recursive: true });
  cpSync(wheelsOf({ of: environment, python: '3.11' }), join(context, 'wheels'), { recursive: true });
  if (existsSync(join(context, 'serve.c')))
    execFileSync('cc', ['-static', '-D_GNU_SOURCE', '-o', 'serve', 'serve.c'], { cwd: context });
  const image = `${uniqueName(`foreign-${name}`)}:1`;
  docker(['build', '--quiet', '--build-arg', 'PIP_NO_INDEX=1', ...words, '--tag', image, context], {
    DOCKER_BUILDKIT: '1',
  });
  made.push(image);
  return image;
}

function manifestFolder(taken: Taken = plain, image?: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'marketplace.yaml'), manifestOf(taken, image));
  mkdirSync(join(folder, 'samples'));
  writeFileSync(join(folder, 'samples', taken.sample), taken.text);
  return folder;
}

function rehearse(image: string, taken: Taken = plain, limits = shortLimits): Promise<Rehearsal> {
  process.env['ENGINE'] = engine();
  const listing = resolveText(manifestOf(taken, image));
  return rehearseListing({ listing, folder: manifestFolder(taken, image), withoutEngine: false, limits });
}

describe.skipIf(missing)(
  `images that this generator did not build are rehearsed${missing ? ` (${missing})` : ''}`,
  () => {
    afterAll(() => void tryDocker(['image', 'rm', '--force', ...made]));

    test('AWS’s own walk-through does not hear the stop signal, and says and takes any type', async () => {
      const rehearsal = await rehearse(buildForeign('walkthrough'));
      expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual([
        // Flask declares texts as text/html.
        'declared-types',
        'own-answers',
        'expected-answers',
        'undeclared-type',
        'undeclared-answer',
        // The server is the child of a shell, which is process 1.
        'stop-in-time',
        'stop-during-call',
      ]);
      const stopped = rehearsal.results.find(({ check }) => check.id === 'stop-in-time');
      expect(JSON.stringify(stopped?.seen)).toContain('not ended by it: /bin/bash /opt/program/serve');
      const notSeen = rehearsal.results.filter(({ seen }) => seen.verdict === 'not-seen');
      expect(notSeen.map(({ check }) => check.id)).toEqual([
        'artifacts-present',
        'import-not-in-image',
        'import-not-installed',
        'image-vulnerabilities',
        'batch-storage',
        'answer-records',
        'artifacts-used',
        'answer-streams',
        'spoiled-body',
        'batch-records',
        'stop-orderly',
        'worker-memory',
      ]);
    });

    test('a server of one thread lets callers wait, and answers what it was not asked', async () => {
      const rehearsal = await rehearse(buildForeign('http-server'), plain, { ...shortLimits, accept: 250 });
      expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual([
        'accepts-quickly',
        'expected-answers',
        'undeclared-type',
        'slow-clients',
        'execution-parameters',
        'stop-in-time',
        'stop-during-call',
      ]);
    });

    test('nginx before gunicorn takes 5 MB, and writes outside of the folders that last', async () => {
      const rehearsal = await rehearse(buildForeign('nginx-gunicorn'), { ...numbers, output: 'text/csv' });
      // The program of the image ends without waiting for its servers: whether a call is still answered is chance.
      const failed = failedIn(rehearsal).filter((id) => id !== 'stop-during-call');
      expect(failed, wordsOf(rehearsal)).toEqual([
        'ping-answer',
        'expected-answers',
        'bad-body',
        'body-of-6-mb',
        'writes-outside',
      ]);
    });

    test('FastAPI keeps every rule but that of an empty ping', async () => {
      const taken = {
        ...plain,
        input: 'application/json',
        sample: 'application-json.json',
        text: '{"features": [[1, 2]]}',
      };
      const rehearsal = await rehearse(buildForeign('fastapi', 'fastapi'), taken);
      expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual(['ping-answer', 'expected-answers']);
    });

    test('a multi-model server does not hear the stop signal, and calls its handler’s exceptions 503', async () => {
      const rehearsal = await rehearse(buildForeign('model-server'), {
        ...numbers,
        output: 'application/json',
      });
      expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual([
        'ping-answer',
        'expected-answers',
        'undeclared-type',
        'bad-body',
        'stop-in-time',
        'stop-during-call',
      ]);
    });

    test('errors as answers are found behind their 200, and the model where SageMaker mounts none', async () => {
      const rehearsal = await rehearse(buildForeign('errors-as-answers'), { ...numbers, output: 'text/csv' });
      expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual([
        'image-user',
        'image-in-opt-ml',
        'declared-types',
        'expected-answers',
        'undeclared-type',
        'undeclared-answer',
        'bad-body',
        // One worker takes one caller after the other.
        'slow-clients',
        'stop-in-time',
        'stop-during-call',
      ]);
      const wordsOfCheck = (id: string) => rehearsal.results.find(({ check }) => check.id === id)?.seen.words;
      expect(wordsOfCheck('bad-body')).toBe('5 of 5 broken bodies get an exception’s words with 200');
      expect(wordsOfCheck('artifacts-used')).toBe('factor, read by /app.py:5');
    });

    test('a static binary finds the model that its image has where SageMaker mounts one', async () => {
      const rehearsal = await rehearse(buildForeign('static-binary'), plain);
      expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual([
        // It is built from scratch.
        'base-scannable',
        'image-in-opt-ml',
        'expected-answers',
        'undeclared-type',
        // It takes one caller after the other.
        'slow-clients',
      ]);
    });

    test('two images of an algorithm: one trains, and the other serves what it wrote', async () => {
      const [serves, trains] = ['serves', 'trains'].map((target) =>
        buildForeign('two-images', 'flask-2', ['--target', target]),
      );
      const yaml = `version: 1
product: { type: algorithm, name: brought-along }
image: { inference: "${serves}", training: "${trains}" }
contentTypes: { input: [text/csv], output: [text/csv] }
training:
  channels: [{ name: train, contentTypes: [text/csv] }]
  hyperparameters: [{ name: scale, type: integer, min: 1, max: 9, default: 3 }]
inference: { maxPayloadMB: 6 }
`;
      const folder = manifestFolder({ ...numbers, output: 'text/csv' });
      mkdirSync(join(folder, 'local/input/data/train'), { recursive: true });
      writeFileSync(join(folder, 'local/input/data/train/rows.csv'), '1,2,3\n4,5,6\n');
      const rehearsal = await rehearseListing({
        listing: resolveText(yaml),
        folder,
        withoutEngine: false,
        limits: shortLimits,
      });
      expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual(['expected-answers']);
    });

    test('an image for another processor is named as such', async () => {
      const image = `${uniqueName('foreign-arm')}:1`;
      makeForOtherPlatform(image);
      const rehearsal = await rehearse(image);
      expect(failedIn(rehearsal), wordsOf(rehearsal)).toContain('image-platform');
    });

    test('the command takes such an image by its name, and nothing but a manifest and samples', () => {
      const image = buildForeign('backgrounded');
      const { status, stdout } = command(['--image', image]);
      expect(stdout).toMatch(/^failed +ready-in-time +serve ended with 0 after /m);
      expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
        /^not ready: 1 of \d+ checks failed, \d+ not seen$/,
      );
      expect(status).toBe(4);
    });

    test('a missing image is not built', () => {
      const { status, stderr } = command(['--image', 'nobody-made-this:1']);
      expect([status, stderr]).toEqual([
        4,
        `error: there is no image nobody-made-this:1 here\n  fix: build it, or pull it:  ${engine()} pull nobody-made-this:1\n`,
      ]);
    });
  },
);

function command(words: readonly string[]) {
  const env = { ...process.env, ENGINE: engine() };
  const cwd = manifestFolder();
  return spawnSync(process.execPath, [bin, 'rehearse', ...words], { cwd, env, encoding: 'utf8' });
}
