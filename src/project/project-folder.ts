import type { ModelFolder } from '../model/model-files/pieces.ts';

/** The folder of a project, as far as it was looked at: nothing in it runs, and links out of it are not followed. */
export interface ProjectFolder {
  readonly name: string;
  /** Every file, in order, with its size in bytes. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The text of a file; of a long one, its start. Undefined where it is no text, or cannot be read. */
  readonly read: (path: string) => string | undefined;
  /** What lies below a folder of it, as the folder of a model. */
  readonly modelFolder: (below: string) => ModelFolder;
  readonly parseYaml: (text: string) => unknown;
  /** What was passed over, as sentences. */
  readonly passedOver: readonly string[];
}

/** `a/b` of `a/b/c.py`; empty for a file at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path below a folder, where `''` is the top. */
export function under(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

export function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}
