import { readdirSync, readFileSync } from 'node:fs';

/** A process and all its children. */
export function familyOf(root: number): readonly number[] {
  const family = [root];
  for (const parent of family)
    for (const thread of entries(`/proc/${parent}/task`))
      for (const child of text(`/proc/${parent}/task/${thread}/children`).split(' '))
        if (child !== '') family.push(Number(child));
  return family;
}

/** User and system time, in milliseconds. */
export function cpuOf(family: readonly number[]): number {
  return family.reduce((sum, pid) => {
    // The name of the program, in parentheses, may hold spaces.
    const fields = text(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    return sum + 10 * (Number(fields[11] ?? 0) + Number(fields[12] ?? 0));
  }, 0);
}

/** Each process's share of the memory that it uses: memory of several processes counts once. */
export function memoryOf(family: readonly number[]): number {
  const kilobytes = family.map((pid) =>
    Number(/^Pss:\s+(\d+)/m.exec(text(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
  );
  return Math.round(kilobytes.reduce((sum, size) => sum + size, 0) / 1024);
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Empty where the process has ended. */
function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
