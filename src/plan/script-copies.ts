/** One COPY of a Dockerfile: from these paths of the listing into this folder of the image. */
export interface ScriptCopy {
  readonly sources: readonly string[];
  readonly target: string;
}

const program = '/opt/program/';

/**
 * What goes into the training image with a script: its folder with everything in it. At the top of the listing that
 * would be the whole listing, so there it is the script and the Python files beside it.
 */
export function scriptCopy(entry: string): ScriptCopy {
  const end = entry.lastIndexOf('/') + 1;
  if (end === 0) return { sources: [entry, '*.py'], target: program };
  const folder = entry.slice(0, end);
  return { sources: [folder], target: program + folder };
}
