import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engine } from '../images/run-engine.ts';
import { brokenFolder } from '../rehearse/broken-listing.ts';
import { bin } from '../support/built.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { leftBehind } from '../support/left-behind.ts';
import { run, writeManifest } from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { uniqueName } from './built-listing.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing();
const names = [uniqueName('killed-a'), uniqueName('killed-b')];

/** The containers of both listings and their networks. */
function inTheEngine(): { readonly containers: readonly string[]; readonly networks: readonly string[] } {
  const filters = names.flatMap((name) => ['--filter', `ancestor=${name}:0.1.0`]);
  const containers = linesOf(docker(['ps', '--all', '--quiet', ...filters]));
  const format = '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{"\\n"}}{{end}}';
  const { stdout } = tryDocker(['inspect', '--format', format, ...containers]);
  return { containers, networks: linesOf(stdout).filter((name) => name.startsWith('sagemaker-mkt-')) };
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300 && !isSo(); tries += 1) await pause(200);
}

/** Two listings that have an image. */
function twoListings(): string {
  const folder = temporaryFolder();
  for (const name of names) {
    mkdirSync(join(folder, name));
    const product = `product: { type: model-package, name: ${name} }`;
    writeManifest(join(folder, name), modelPackage({ product }));
    run(join(folder, name));
  }
  return folder;
}

describe.skipIf(missing)(`two interrupted rehearsals${missing ? ` (${missing})` : ''}`, () => {
  beforeAll(() => {
    const tags = names.flatMap((name) => ['--tag', `${name}:0.1.0`]);
    docker(['build', '--quiet', ...tags, brokenFolder], { DOCKER_BUILDKIT: '1' });
  });
  afterAll(() => void tryDocker(['image', 'rm', '--force', ...names.map((name) => `${name}:0.1.0`)]));

  test.each([
    ['SIGINT', 130],
    ['SIGKILL', null],
  ] as const)('leave no container, network, folder or process behind after %s', async (signal, code) => {
    const scratch = temporaryFolder();
    const env = { ...process.env, ENGINE: engine(), TMPDIR: scratch };
    const words = [bin, 'rehearse', '**', '--jobs', '2'];
    const rehearsing = spawn(process.execPath, words, { cwd: twoListings(), env, stdio: 'ignore' });
    const ended = once(rehearsing, 'exit');
    await until(() => inTheEngine().networks.length === 2);
    const { networks } = inTheEngine();
    expect(networks).toHaveLength(2);
    rehearsing.kill(signal);
    expect((await ended)[0]).toBe(code);
    await until(() => leftBehind(scratch).length === 0);
    expect(leftBehind(scratch)).toEqual([]);
    expect(inTheEngine().containers).toEqual([]);
    const there = linesOf(docker(['network', 'ls', '--format', '{{.Name}}']));
    expect(networks.filter((network) => there.includes(network))).toEqual([]);
  });
});
