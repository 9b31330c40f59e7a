import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/built.ts';

/** Its fork hook runs before ours, so the child is not ready for signals for some time. */
const program = `
import os, signal, time
os.register_at_fork(after_in_child=lambda: time.sleep(0.3))
from runtime.python.process import ignore_stop_signals
ignore_stop_signals()
child = os.fork()
if child == 0:
    time.sleep(5)
    os._exit(3)
os.kill(child, signal.SIGTERM)
print(os.waitpid(child, 0)[1])
os.kill(os.getpid(), signal.SIGTERM)
print("goes on")
`;

test('a forked process that gets the signal during its start ends, and its parent continues', () => {
  const env = { ...process.env, PYTHONPATH: join(root, 'listing'), PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout, stderr } = spawnSync('python3', ['-c', program], { env, encoding: 'utf8' });
  expect(stdout, stderr).toBe('15\ngoes on\n');
});
