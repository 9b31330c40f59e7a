import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Ending } from '../../src/rehearse/stage.ts';
import { withCleaning } from '../../src/shell/rehearse/cleaning.ts';
import { runProcess } from '../../src/shell/rehearse/running-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Elsewhere nobody can say who listens. */
const onLinux = test.skipIf(process.platform !== 'linux');

/** Asks a script of the shell to stop as soon as it has started. */
function stopAtOnce(lines: readonly string[]): Promise<Ending> {
  const folder = temporaryFolder();
  const program = join(folder, 'program');
  writeFileSync(program, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(program, 0o755);
  return withCleaning(async (cleaning) => {
    const running = await runProcess({ program, folder, environment: process.env }, cleaning);
    if ('notStarted' in running) throw new Error(running.notStarted);
    return running.stop(20_000);
  });
}

onLinux('a program that is asked to stop while it is still starting hears it once it listens', async () => {
  const ending = await stopAtOnce(['sleep 0.2', 'trap "exit 7" TERM', 'while :; do sleep 0.1; done']);
  expect(ending).toMatchObject({ code: 7, wasKilled: false });
});

test.skipIf(process.platform !== 'linux')(
  'one that never listens is killed, and is said not to',
  async () => {
    const ending = await stopAtOnce(['while :; do sleep 0.1; done']);
    expect(ending).toMatchObject({ code: 137, wasKilled: true, deaf: expect.stringContaining('no handler') });
  },
);

onLinux('one that ends by itself meanwhile has ended by itself', async () => {
  expect(await stopAtOnce(['sleep 0.2', 'exit 5'])).toMatchObject({ wasKilled: false, code: 5 });
});
