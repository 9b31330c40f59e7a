/**
 * The COPY of a script into the training image: its folder with everything in it. At the top of the listing this would
 * be the whole listing, so there it is the script and the Python files beside it.
 */
export function scriptCopy(entry: string): readonly string[] {
  const folder = folderOf(entry);
  return [...(folder === '' ? atTheTop(entry) : [folder]), `/opt/program/${folder}`];
}

/** The paths that .dockerignore must include for the script. */
export function scriptPaths(entry: string): readonly string[] {
  const folder = folderOf(entry);
  return folder === '' ? atTheTop(entry) : [folder.slice(0, -1)];
}

function folderOf(entry: string): string {
  return entry.slice(0, entry.lastIndexOf('/') + 1);
}

function atTheTop(entry: string): readonly string[] {
  return [entry, '*.py'];
}
