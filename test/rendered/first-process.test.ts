import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../src/shell/rehearse/free-port.ts';
import { kinds, placeListing } from '../support/build-listing.ts';
import { missingTool } from '../support/required-tool.ts';
import { withThisNode } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { trainingFolder } from '../support/training-folder.ts';
import { whenOver } from '../support/when-over.ts';

/** In a namespace of its own, a program is process 1, as in a container. */
const asFirst = ['--pid', '--fork', '--mount-proc', '--kill-child'];
const missing = missingTool('unshare', [...asFirst, 'true']);

/** `leave` leaves a process without a parent, and answers its id; an id is answered with whether it is still there. */
const inference = `import { execFileSync } from 'node:child_process';
  import { existsSync } from 'node:fs';
  import { defineInference } from '../runtime/inference.ts';
  export default defineInference({ load: () => undefined, predict: (_, records) => records.map(([word]) =>
    word === 'leave'
      ? execFileSync('sh', ['-c', 'sleep 0.1 >&2 & echo $!'], { encoding: 'utf8' }).trim()
      : existsSync('/proc/' + word)) });`;

const training = `import { existsSync, writeFileSync } from 'node:fs';
  import { defineTraining } from '../runtime/training.ts';
  export default defineTraining({ train: async ({ modelDir, signal }) => {
    if (process.env['FAILS']) process.exit(7);
    writeFileSync(modelDir + '/began', '');
    while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 10));
    writeFileSync(modelDir + '/saved', '');
  } });`;

function start(words: readonly string[], environment: Record<string, string>): ChildProcess {
  const child = spawn('unshare', [...asFirst, ...words], {
    stdio: 'ignore',
    env: { ...withThisNode(), SAGEMAKER_MODEL_SERVER_WORKERS: '1', ...environment },
  });
  whenOver(() => child.kill('SIGKILL'));
  return child;
}

/** Signals process 1, the only child of `unshare`. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'latin1');
  process.kill(Number(children), name);
}

function placed(kind: string): string {
  const listing = join(temporaryFolder(), 'a listing');
  placeListing(listing, kinds[kind] ?? '');
  mkdirSync(join(listing, 'model'), { recursive: true });
  writeFileSync(join(listing, 'src/inference.ts'), inference);
  return listing;
}

describe.skipIf(missing)(`the first process of a container${missing ? ` (${missing})` : ''}`, () => {
  test.each([
    ['dash', 'SIGTERM'],
    ['bash', 'SIGINT'],
  ] as const)('removes what others leave behind, and passes on signals: %s, %s', async (shell, stop) => {
    const listing = placed('the smallest model package');
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const [program, server] = ['runtime/first-process.sh', 'runtime/serving/server.ts'];
    const words = [shell, join(listing, program), 'node', join(listing, server)];
    const child = start(words, { SAGEMAKER_BIND_TO_PORT: String(port) });
    const ended = once(child, 'exit');
    const invoke = async (body: string) => {
      const headers = { 'content-type': 'text/csv', accept: 'application/json' };
      return (await fetch(`${address}/invocations`, { method: 'POST', headers, body })).json();
    };
    while ((await fetch(`${address}/ping`).catch(() => undefined))?.status !== 200)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const id = await invoke('leave');
    expect(id).toMatch(/^\d+$/);
    while (await invoke(String(id))) await new Promise((resolve) => setTimeout(resolve, 20));
    signal(child, stop);
    expect(await ended).toEqual([0, null]);
  });

  test('ends a training as its program ends, stopped or failed', async () => {
    const listing = placed('the smallest algorithm');
    writeFileSync(join(listing, 'src/training.ts'), training);
    const base = trainingFolder({ hyperparameters: {}, channels: { train: '1,2\n' } });
    const train = (environment = {}) =>
      start([join(listing, 'bin/train')], { SAGEMAKER_BASE_DIR: base, ...environment });
    expect(await once(train({ FAILS: '1' }), 'exit')).toEqual([7, null]);
    const stopped = train();
    while (!existsSync(join(base, 'model/began'))) await new Promise((resolve) => setTimeout(resolve, 20));
    signal(stopped, 'SIGTERM');
    expect(await once(stopped, 'exit')).toEqual([0, null]);
    expect(existsSync(join(base, 'model/saved'))).toBe(true);
  });
});
