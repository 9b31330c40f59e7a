import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

/** Loaded before every quick test: tests that start a program must not be in this project. */
for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'])
  Reflect.set(childProcess, name, () => {
    throw new Error('a quick test starts no process: name the file <what>.process.test.ts');
  });
syncBuiltinESMExports();
