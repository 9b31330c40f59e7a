// `node test/engine/run.ts`: the tests that need a container engine, in two rows at the same time. There is one Amazon ECR on
// a machine, so those that push to it are in a row of their own, one after the other; so are all others, because a
// rehearsal takes what the machine has.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setup as build } from '../support/build-once.ts';
import { root } from '../support/built.ts';
import { setup as makePython } from '../support/make-python.ts';

const files = globSync('test/engine/*.test.ts', { cwd: root }).sort();
const pushes = (file: string) => readFileSync(join(root, file), 'utf8').includes("'./ecr-registry.ts'");

build();
makePython();
const codes = await Promise.all([
  runRow(files.filter((file) => !pushes(file))),
  runRow(files.filter((file) => pushes(file))),
]);
process.exitCode = Math.max(...codes);

async function runRow(row: readonly string[]): Promise<number> {
  const words = ['vitest', 'run', '--no-file-parallelism', ...row];
  const env = { ...process.env, TESTS_ARE_SET_UP: '1' };
  const [code] = await once(spawn('npx', words, { cwd: root, env, stdio: 'inherit' }), 'exit');
  return code ?? 1;
}
