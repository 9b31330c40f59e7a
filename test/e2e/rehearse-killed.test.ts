import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { bin } from '../support/built.ts';
import { oneIn } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { leftBehind } from '../support/left-behind.ts';
import { generatedFolder, run, writeManifest } from '../support/listing-folder.ts';
import { runBin } from '../support/run-bin.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;
const fromTheWorst = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;
const codes = { SIGINT: 130, SIGTERM: 143, SIGKILL: null } as const;

const withoutAnswers = `import { defineInference } from '../runtime/inference.ts';
export default defineInference({ load: () => null, predict: () => new Promise(() => {}) });
`;

/** Two listings that are rehearsed at the same time. */
function twoListings(): string {
  const folder = temporaryFolder();
  for (const name of ['a', 'b']) {
    mkdirSync(join(folder, name));
    writeManifest(join(folder, name), modelPackage());
    run(join(folder, name));
  }
  return folder;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 3000 && !isSo(); tries += 1) await pause(20);
}

/** Ends a rehearsal of both listings when it reaches this point, and returns how it ended. */
async function endWhen(
  folder: string,
  words: readonly string[],
  signal: NodeJS.Signals,
  environment: Readonly<Record<string, string>>,
  hasCome: () => boolean,
): Promise<number | null> {
  const env = { ...process.env, ...environment };
  const all = [bin, 'rehearse', '**', '--jobs', '2', ...words];
  const rehearsing = spawn(process.execPath, all, { cwd: folder, env, stdio: 'ignore' });
  const ended = once(rehearsing, 'exit');
  await until(hasCome);
  expect(hasCome()).toBe(true);
  rehearsing.kill(signal);
  const [code] = (await ended) as [number | null];
  return code;
}

describe.skipIf(process.platform !== 'linux')('nothing is left of an interrupted rehearsal', () => {
  test.each(oneIn(3, signals))('by %s, while two listings are served', async (signal) => {
    const scratch = temporaryFolder();
    const folder = twoListings();
    // Neither rehearsal ends before the other one begins.
    for (const name of ['a', 'b']) writeFileSync(join(folder, name, 'src/inference.ts'), withoutAnswers);
    const servers = () =>
      readdirSync(scratch, { recursive: true }).filter((name) => /serve-\w+\/model$/.test(`${name}`)).length;
    const code = await endWhen(folder, ['--no-engine'], signal, { TMPDIR: scratch }, () => servers() === 2);
    expect(code).toBe(codes[signal]);
    await until(() => leftBehind(scratch).length === 0);
    expect(leftBehind(scratch)).toEqual([]);
  });

  test.each(oneIn(3, fromTheWorst))('by %s, while their images are built', async (signal) => {
    const scratch = temporaryFolder();
    const folder = twoListings();
    for (const name of ['a', 'b'])
      writeFileSync(join(folder, name, 'scripts/build.sh'), '#!/bin/sh\n>started\nsleep 600\n');
    const environment = { TMPDIR: scratch, ENGINE: engineWithoutImages() };
    const isBuilding = () => ['a', 'b'].every((name) => readdirSync(join(folder, name)).includes('started'));
    const code = await endWhen(folder, [], signal, environment, isBuilding);
    expect(code).toBe(codes[signal]);
    await until(() => leftBehind(scratch).length === 0);
    expect(leftBehind(scratch)).toEqual([]);
  });
});

test.skipIf(process.platform !== 'linux')(
  'a daemon that has left the process group of its server ends with the rehearsal, without a delay',
  async () => {
    const folder = generatedFolder(modelPackage());
    const lived = join(folder, 'lived');
    const daemon = `setsid sh -c '>started; sleep 600; >"$0"' "${lived}" &`;
    const untilStarted = 'until [ -e started ]; do sleep 0.1; done';
    writeFileSync(join(folder, 'bin/serve'), `#!/bin/sh\n${daemon}\n${untilStarted}\nexit 3\n`);
    const scratch = temporaryFolder();
    const { code, out } = runBin(['rehearse', '--no-engine'], folder, { TMPDIR: scratch });
    expect([code, out.includes('serve ended with 3')]).toEqual([4, true]);
    await until(() => leftBehind(scratch).length === 0);
    expect([existsSync(lived), leftBehind(scratch)]).toEqual([false, []]);
  },
);

/** An engine that works, but has no image. */
function engineWithoutImages(): string {
  const program = join(temporaryFolder(), 'engine');
  writeFileSync(program, '#!/bin/sh\ncase $1 in image) exit 1 ;; *) echo engine ;; esac\n');
  chmodSync(program, 0o755);
  return program;
}
