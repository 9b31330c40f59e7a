import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { modelIn, startScript } from './script-in-test.ts';
import { readIfThere, resources } from './train-in-test.ts';

/** A script that trains until it is stopped, and then runs this code. */
const whenStopped = (then: string) => `import os, signal, sys, time
model = os.environ["SM_MODEL_DIR"]
stopped = []
signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
print("training")
while not stopped: time.sleep(0.01)
print("saving")
while not os.path.exists(model + "/go-on"): time.sleep(0.01)
${then}`;

const saves = 'open(model + "/model.txt", "w").write("saved")';

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

async function untilGone(id: number): Promise<void> {
  while (isAlive(id)) await new Promise((resolve) => setTimeout(resolve, 10));
}

const idIn = (printed: string, name: string) =>
  Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(printed)?.[1]);

describe('SIGTERM', () => {
  test('reaches the script, which saves, and the job ends with 0', async () => {
    const running = startScript({ files: { 'train.py': whenStopped(saves) } });
    await running.untilPrinted('training');
    running.process.kill('SIGTERM');
    await running.untilPrinted('saving');
    running.process.kill('SIGTERM');
    await expect.poll(() => running.printed().match(/"event":"stopping"/g)?.length).toBe(2);
    expect(running.process.exitCode).toBeNull();
    writeFileSync(modelIn(running.folder, 'go-on'), '');
    expect(await running.exitCode, running.printed()).toBe(0);
    expect(readIfThere(modelIn(running.folder, 'model.txt'))).toBe('saved');
    expect(running.failure()).toBeUndefined();
  });

  test('ends with the script’s own exit code and reason when saving goes wrong', async () => {
    const running = startScript({ files: { 'train.py': whenStopped('sys.exit("no space left")') } });
    await running.untilPrinted('training');
    writeFileSync(modelIn(running.folder, 'go-on'), '');
    running.process.kill('SIGTERM');
    expect(await running.exitCode).toBe(1);
    expect(running.failure()).toBe('no space left\ntrain.py ended with exit code 1\n');
  });

  test('ends a script that does not handle it, and the reason says what it could have done', async () => {
    const running = startScript({ files: { 'train.py': 'import time\nprint("training")\ntime.sleep(600)' } });
    await running.untilPrinted('training');
    running.process.kill('SIGTERM');
    expect(await running.exitCode).toBe(143);
    expect(running.failure()).toBe(
      'The job was stopped, and train.py ended immediately: a script that handles SIGTERM has 110 seconds to save\n',
    );
  });

  test('reaches what a shell has started, which has the time to save', async () => {
    const running = startScript({
      files: { 'train.sh': '#!/bin/sh\npython3 fit.py\necho after', 'fit.py': whenStopped(saves) },
    });
    await running.untilPrinted('training');
    running.process.kill('SIGTERM');
    await running.untilPrinted('saving');
    writeFileSync(modelIn(running.folder, 'go-on'), '');
    await running.exitCode;
    expect(readIfThere(modelIn(running.folder, 'model.txt'))).toBe('saved');
  });

  test('leaves the helpers of a script alone until it has saved', async () => {
    const running = startScript({
      files: {
        'train.py': `import subprocess, sys
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
${whenStopped('sys.exit(0 if helper.poll() is None else "the helper is gone")')}`,
      },
    });
    await running.untilPrinted('training');
    writeFileSync(modelIn(running.folder, 'go-on'), '');
    running.process.kill('SIGTERM');
    expect(await running.exitCode, running.printed()).toBe(0);
  });

  test('before the script has begun, while a host has no address yet, ends the job', async () => {
    const running = startScript({
      files: { 'train.py': 'print("begun")' },
      resources: resources({ current_host: 'localhost', hosts: ['localhost', 'algo-2.invalid'] }),
    });
    await running.untilPrinted('"event":"waiting-for-host","host":"algo-2.invalid"');
    running.process.kill('SIGTERM');
    expect(await running.exitCode).toBe(1);
    expect(running.failure()).toBe('The job was stopped (SIGTERM)\n');
    expect(running.printed()).not.toContain('begun');
  });
});

describe('nothing is left of a script', () => {
  const forks = (then: string) => `import os, signal, sys, time
if os.fork() == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)
print("script", os.getpid())
os.system("sleep 600 & echo helper $!")
${then}`;

  test('that has ended, though what it forked holds its streams open', async () => {
    const running = startScript({ files: { 'train.py': forks('') } });
    await running.untilPrinted('helper');
    expect(await running.exitCode, running.printed()).toBe(0);
    await untilGone(idIn(running.printed(), 'helper'));
  });

  test('that has failed, either', async () => {
    const running = startScript({ files: { 'train.py': forks('raise ValueError("no rows")') } });
    expect(await running.exitCode).toBe(1);
    expect(running.failure()).toMatch(/^ValueError: no rows\n/);
    await untilGone(idIn(running.printed(), 'helper'));
  });

  test.each(['SIGINT', 'SIGHUP'] as const)('that a seller ends by hand, with %s', async (signal) => {
    const running = startScript({ files: { 'train.py': forks(whenStopped('')) } });
    await running.untilPrinted('training');
    running.process.kill(signal);
    if (signal === 'SIGINT') {
      await running.untilPrinted('saving');
      running.process.kill('SIGINT');
    }
    await running.exitCode;
    expect(running.process.signalCode).toBe(signal);
    for (const name of ['script', 'helper']) await untilGone(idIn(running.printed(), name));
  });

  test('when the memory is full, and the reporting process survives', async () => {
    const running = startScript({
      files: {
        'train.py': 'import time\ntime.sleep(0.3)\nprint("score", open("/proc/self/oom_score_adj").read())',
      },
    });
    expect(await running.exitCode).toBe(0);
    if (existsSync('/proc/self/oom_score_adj')) expect(running.printed()).toContain('score 1000');
  });
});
