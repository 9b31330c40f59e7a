import { spawnSync } from 'node:child_process';
import type { Cleanup } from './cleanup.ts';
import { watchdog } from './watchdog.ts';

/** A daemon leaves the group of the program that started it; what it cannot leave is the folder that it was given. */
const script = `grep -lsF "SAGEMAKER_BASE_DIR=$1/" /proc/[0-9]*/environ | while IFS=/ read -r _ _ pid _; do
  kill -9 "$pid"
done`;

/** At the end of the rehearsal, ends every program that was given a folder below this one, wherever Linux can say so. */
export function endDetached(scratch: string, cleanup: Cleanup): void {
  const guard = watchdog(script, [scratch]);
  cleanup.add(() => {
    spawnSync('sh', ['-c', script, 'rehearsal', scratch], { stdio: 'ignore' });
  }, guard);
}
