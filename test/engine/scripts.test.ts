import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../src/shell/rehearse/free-port.ts';
import { engine } from '../images/run-engine.ts';
import { generateListing } from './built-listing.ts';
import { askEverything, isReady, jobFiles } from './containers.ts';
import { imagesMissing, tryDocker } from './engine.ts';
import { podmanEnvironment, podmanMissing } from './podman.ts';

const missing = imagesMissing();
const withoutPodman = missing ?? podmanMissing();

describe.skipIf(missing)(`the scripts of a listing, with Docker${missing ? ` (${missing})` : ''}`, () => {
  const environment = { ...process.env, ENGINE: engine() };
  buildTrainAndServe('alpine:3.3', () => environment);
});

describe.skipIf(withoutPodman)(
  `the scripts of a listing, with podman${withoutPodman ? ` (${withoutPodman})` : ''}`,
  () => {
    // podman does not know the image names of this base, or they mean other images there.
    buildTrainAndServe('amazonlinux:2023', () => ({
      ...podmanEnvironment('node:24-bookworm-slim', 'amazonlinux:2023'),
      ENGINE: 'podman',
    }));
  },
);

function buildTrainAndServe(base: string, environmentFor: () => NodeJS.ProcessEnv): void {
  const { folder, inferenceImage, trainingImage } = missing
    ? { folder: '', inferenceImage: '', trainingImage: '' }
    : generateListing('algorithm', base);
  afterAll(() => {
    tryDocker(['image', 'rm', '--force', inferenceImage, trainingImage]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('build, train on a folder, serve what was trained, and end with Ctrl-C', async () => {
    const env = environmentFor();
    const built = runScript(folder, ['scripts/build.sh'], env);
    expect(built.status, built.stderr).toBe(0);
    for (const image of [inferenceImage, trainingImage])
      expect(built.stdout).toMatch(
        new RegExp(`^${image}\\n  size    \\d+ MB\\n  digest  sha256:[0-9a-f]{64}$`, 'm'),
      );

    writeJob(join(folder, 'local'));
    const trained = runScript(folder, ['scripts/run.sh', 'train'], env);
    expect(trained.status, trained.stderr).toBe(0);
    expect(readdirSync(join(folder, 'local/model'))).not.toEqual([]);

    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const port = String(await freePort());
      const server = serve(folder, { ...env, PORT: port });
      while (!(await isReady(`http://127.0.0.1:${port}`))) {
        expect(server.process.exitCode, server.printed()).toBe(null);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      expect(server.printed()).toContain(`http://127.0.0.1:${port}/ping answers 200`);
      await askEverything(folder, `http://127.0.0.1:${port}`);
      server.process.kill(signal);
      const [code] = await once(server.process, 'exit');
      expect(code, server.printed()).toBe(0);
    }
  }, 300_000);
}

function runScript(folder: string, [script = '', ...words]: readonly string[], env: NodeJS.ProcessEnv) {
  return spawnSync(join(folder, script), words, { env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

interface ServingScript {
  readonly process: ChildProcess;
  readonly printed: () => string;
}

function serve(folder: string, env: NodeJS.ProcessEnv): ServingScript {
  const script = spawn(join(folder, 'scripts/run.sh'), { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void script.kill('SIGKILL'));
  let text = '';
  for (const stream of [script.stdout, script.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  return { process: script, printed: () => text };
}

/** The folder of a job, as the listing's README describes it. */
function writeJob(folder: string): void {
  const files = jobFiles({});
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
