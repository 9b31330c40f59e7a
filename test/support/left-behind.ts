import { readdirSync, readFileSync } from 'node:fs';

/** Processes that still use this folder for temporary files, and the contents of the folder. */
export function leftBehind(scratch: string): readonly string[] {
  const files = readdirSync(scratch).filter((name) => name !== 'node-compile-cache');
  const processes = readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && textOf(`/proc/${pid}/environ`).split('\0').includes(`TMPDIR=${scratch}`),
  );
  return [...files, ...processes.map((pid) => textOf(`/proc/${pid}/cmdline`).split('\0').join(' '))];
}

/** A process can end while it is inspected. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
