import { existsSync, statfsSync } from 'node:fs';
import { docker } from './engine.ts';

/**
 * The reason why the engine's disk cannot hold what is to be built, or nothing. A disk that becomes full in the
 * middle of a build leaves an engine that can do nothing at all.
 */
export function spaceMissing(gigabytes: number): string | undefined {
  const folder = docker(['info', '--format', '{{.DockerRootDir}}']);
  // An engine on another machine: its disk cannot be seen from here.
  if (!existsSync(folder)) return undefined;
  const { bavail, bsize } = statfsSync(folder);
  const free = (bavail * bsize) / 1e9;
  if (free >= gigabytes) return undefined;
  const lacking = (gigabytes - free).toFixed(1);
  return `${gigabytes} GB are needed in ${folder}, and ${free.toFixed(1)} are free: ${lacking} GB too few`;
}
