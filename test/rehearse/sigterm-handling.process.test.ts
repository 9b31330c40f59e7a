import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StopScene } from '../../src/rehearse/check.ts';
import { stopInTime } from '../../src/rehearse/checks/stop-in-time.ts';
import type { Ending } from '../../src/rehearse/stage.ts';
import { withCleanup } from '../../src/shell/rehearse/cleanup.ts';
import { runProcess } from '../../src/shell/rehearse/running-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Signal handlers of another process can be read only on Linux. */
const onLinux = test.skipIf(process.platform !== 'linux');

/** Sends the stop signal to a shell script as soon as it has started. */
function stopAtOnce(lines: readonly string[]): Promise<Ending> {
  const folder = temporaryFolder();
  const program = join(folder, 'program');
  writeFileSync(program, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(program, 0o755);
  return withCleanup(async (cleanup) => {
    const running = await runProcess({ program, folder, environment: process.env }, cleanup);
    if (!running.ok) throw new Error(running.reason);
    return running.value.stop(20_000);
  });
}

onLinux(
  'a program that gets the stop signal during its start handles it as soon as it has a handler',
  async () => {
    const ending = await stopAtOnce(['sleep 0.2', 'trap "exit 7" TERM', 'while :; do sleep 0.1; done']);
    expect(ending).toMatchObject({ code: 7, wasKilled: false });
  },
);

test.skipIf(process.platform !== 'linux')(
  'one that never handles the signal is killed, and that is reported',
  async () => {
    const ending = await stopAtOnce(['while :; do sleep 0.1; done']);
    expect(ending).toMatchObject({
      code: 137,
      wasKilled: true,
      ignoresSigterm: expect.stringContaining('no handler'),
    });
  },
);

test('Node without a handler is ended by the signal itself, which differs from an exit of its own', async () => {
  const node = `exec "${process.execPath}" -e "setInterval(() => {}, 1000)"`;
  expect(await stopAtOnce([node])).toMatchObject({ bySignal: true });
});

test('a server that the signal itself has ended counts as not seen', async () => {
  const stopped = { code: 143, wasKilled: false, bySignal: true, milliseconds: 20 };
  const seen = stopInTime.phase === 'stop' && (await stopInTime.look({ stopped } as StopScene));
  expect(seen).toMatchObject({ verdict: 'not-seen' });
});

onLinux('one that exits by itself during that time counts as an exit of its own', async () => {
  expect(await stopAtOnce(['sleep 0.2', 'exit 5'])).toMatchObject({
    wasKilled: false,
    bySignal: false,
    code: 5,
  });
});
