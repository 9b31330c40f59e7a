// `npm run fuzz -- <rounds>`: runs the properties with new values in each round, until one fails. It prints
// the seed: FUZZ_SEED=<number> before `npx vitest run <file>` repeats the failure.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root, run } from './prepare.mjs';

const rounds = Number(process.argv[2] ?? 10);

prepare('run fuzz');
const files = globSync('test/**/*.test.ts', { cwd: root }).filter((file) =>
  /fast-check|FUZZ_SEED/.test(readFileSync(join(root, file), 'utf8')),
);
for (let round = 1; round <= rounds; round += 1) {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`round ${round} of ${rounds}, FUZZ_SEED=${seed}`);
  run('npx', ['vitest', 'run', ...files], {
    env: { ...process.env, EVERY_CASE: '1', FUZZ_SEED: String(seed) },
  });
}
