import { spawnSync } from 'node:child_process';
import type { Cleanup } from './cleanup.ts';
import { watchdog } from './watchdog.ts';

/** A daemon leaves its process group, but its environment still names the folder. */
const script = `grep -lsF "SAGEMAKER_BASE_DIR=$1/" /proc/[0-9]*/environ | while IFS=/ read -r _ _ pid _; do
  kill -9 "$pid"
done`;

/** On Linux, ends all programs at the end of the rehearsal that were given a folder below this one. */
export function endDetached(scratch: string, cleanup: Cleanup): void {
  const guard = watchdog(script, [scratch]);
  cleanup.add(() => {
    spawnSync('sh', ['-c', script, 'rehearsal', scratch], { stdio: 'ignore' });
  }, guard);
}
