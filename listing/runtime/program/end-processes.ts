import { readdirSync, readFileSync } from 'node:fs';

/** The variable by which a program and all that it starts are found. */
export const mark = 'SAGEMAKER_MKT_PROGRAM';

/**
 * Kills the process group of a program, and on Linux also its processes in groups of their own: what is left would keep
 * its port and its memory.
 */
export function endProcesses(group: number, run: string): void {
  kill(-group);
  for (const id of processesOf(run)) kill(id);
}

function processesOf(run: string): readonly number[] {
  try {
    const ids = readdirSync('/proc').map(Number).filter(Number.isInteger);
    return ids.filter((id) => hasMark(id, `${mark}=${run}\0`));
  } catch {
    return [];
  }
}

function hasMark(id: number, variable: string): boolean {
  try {
    return readFileSync(`/proc/${id}/environ`, 'latin1').includes(variable);
  } catch {
    // It has ended, or is of another user.
    return false;
  }
}

function kill(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
