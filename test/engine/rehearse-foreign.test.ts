import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Rehearsal } from '../../src/model/rehearsal.ts';
import { rehearseListing } from '../../src/shell/rehearse/rehearse-listing.ts';
import { engine } from '../images/run-engine.ts';
import { failedIn, shortLimits, wordsOf } from '../rehearse/broken-listing.ts';
import { resolveText } from '../support/build-listing.ts';
import { bin, root } from '../support/built.ts';
import { wheels } from '../support/make-python.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { uniqueName } from './built-listing.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';
import { pythonMissing } from './python-wheels.ts';

/** The complete manifest of a seller who already has an image. */
const manifest = `version: 1
product: { type: model-package, name: brought-along }
framework: flask
base: ubuntu:18.04
contentTypes: { input: [text/plain], output: [application/json] }
artifacts: { mode: bundled, path: model }
`;

const missing = imagesMissing();
const noPython = pythonMissing();
const made: string[] = [];

/**
 * Builds a folder of test/foreign/ with its own Dockerfile. Dockerfiles that install packages get the wheels
 * of this machine.
 */
function buildForeign(name: string): string {
  const context = join(temporaryFolder(), name);
  cpSync(join(root, 'test/foreign', name), context, { recursive: true });
  mkdirSync(join(context, 'wheels'));
  const ofFlask = globSync('{blinker,click,flask,itsdangerous,jinja2,markupsafe,werkzeug}-*.whl', {
    cwd: wheels,
  });
  for (const wheel of ofFlask) cpSync(join(wheels, wheel), join(context, 'wheels', wheel));
  const noIndex = ofFlask.length > 0 ? ['--build-arg', 'PIP_NO_INDEX=1'] : [];
  const image = `${uniqueName(`foreign-${name}`)}:1`;
  docker(['build', '--quiet', ...noIndex, '--tag', image, context], { DOCKER_BUILDKIT: '1' });
  made.push(image);
  return image;
}

function manifestFolder(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'marketplace.yaml'), manifest);
  mkdirSync(join(folder, 'samples'));
  writeFileSync(join(folder, 'samples/text-plain.txt'), 'hello world');
  return folder;
}

function rehearse(image: string, limits = shortLimits): Promise<Rehearsal> {
  process.env['ENGINE'] = engine();
  const listing = resolveText(manifest);
  return rehearseListing({ listing, folder: manifestFolder(), withoutEngine: false, image, limits });
}

describe.skipIf(missing)(
  `images that this generator did not build are rehearsed${missing ? ` (${missing})` : ''}`,
  () => {
    afterAll(() => void tryDocker(['image', 'rm', '--force', ...made]));

    test.skipIf(noPython)(
      `AWS’s own walk-through does not hear the stop signal, and says and takes any type${noPython ? ` (${noPython})` : ''}`,
      async () => {
        const rehearsal = await rehearse(buildForeign('walkthrough'));
        expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual([
          // Flask declares texts as text/html.
          'declared-types',
          'undeclared-type',
          'undeclared-answer',
          // The server is the child of a shell, which is process 1.
          'stop-during-call',
          'stop-in-time',
        ]);
        const stopped = rehearsal.results.find(({ check }) => check.id === 'stop-in-time');
        expect(JSON.stringify(stopped?.seen)).toContain('not ended by it: /bin/bash /opt/program/serve');
        const notSeen = rehearsal.results.filter(({ seen }) => seen.verdict === 'not-seen');
        expect(notSeen.map(({ check }) => check.id)).toEqual(['batch-records', 'stop-orderly']);
      },
    );

    test('a server of one thread lets callers wait, and answers what it was not asked', async () => {
      const rehearsal = await rehearse(buildForeign('http-server'), { ...shortLimits, accept: 250 });
      expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual([
        'accepts-quickly',
        'undeclared-type',
        'slow-clients',
        'execution-parameters',
        'stop-during-call',
        'stop-in-time',
      ]);
    });

    test('the command takes such an image by its name, and nothing but a manifest and samples', () => {
      const image = buildForeign('backgrounded');
      const { status, stdout } = command(['--image', image]);
      expect(stdout).toContain('\nfailed   ready-in-time         serve ended with 0 after ');
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
