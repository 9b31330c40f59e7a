// Loaded before the command, in each of its threads: ends the process at the n-th change of the disk by one, like a power failure.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { diskChanges } from './disk-changes.ts';

let left = Number(process.env.KILL_AT_CALL);
for (const name of diskChanges) {
  const real = fs[name];
  fs[name] = (...words) => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return real(...words);
  };
}
syncBuiltinESMExports();
