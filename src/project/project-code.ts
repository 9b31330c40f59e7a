import type { ImageCode, ScannedCode } from '../imports/image-code.ts';
import { scanPython } from '../imports/python-code.ts';
import { pythonImports } from '../imports/python-imports.ts';
import { folderOf, under } from './project-folder.ts';
import { type PythonFile, pythonFile } from './python-file.ts';

/** The Python files of a project. Each is read when it is asked for, and once: most of a large project do not matter. */
export interface ProjectCode {
  readonly texts: ReadonlyMap<string, string>;
  readonly file: (path: string) => PythonFile | undefined;
}

export function projectCode(texts: ReadonlyMap<string, string>): ProjectCode {
  const files = new Map<string, PythonFile>();
  const file = (path: string) => {
    const text = texts.get(path);
    if (text === undefined) return undefined;
    const known = files.get(path) ?? pythonFile(path, text);
    files.set(path, known);
    return known;
  };
  return { texts, file };
}

/** A program of the project: the files that it imports, and the packages. */
export interface Program {
  readonly entry: string;
  readonly files: readonly PythonFile[];
  readonly packages: ScannedCode['packages'];
  /** The highest folder in which its imports are looked up. */
  readonly root: string;
}

/** Imports are looked up beside the program and in every folder above it, as those who start it set `PYTHONPATH`. */
export function programOf(entry: string, { texts, file }: ProjectCode): Program {
  const roots = foldersAbove(folderOf(entry));
  const visited = new Set<string>();
  const code: ImageCode = {
    files: new Map([...texts.keys()].map((path) => [path, path])),
    read: (path) => {
      visited.add(path);
      return texts.get(path);
    },
    has: () => false,
  };
  const { packages } = scanPython({ entry, roots }, code);
  const reached = [...visited].flatMap((path) => file(path) ?? []);
  const used = reached.flatMap(({ text }) =>
    pythonImports(text)
      .filter(({ dots }) => dots === 0)
      .flatMap(({ module }) => rootOf(module.split('.')[0] ?? '', roots, texts) ?? []),
  );
  const root = [...used, folderOf(entry)].reduce((high, one) => (one.length < high.length ? one : high));
  return { entry, files: reached, packages, root };
}

function rootOf(top: string, roots: readonly string[], files: ProjectCode['texts']): string | undefined {
  if (top === '') return undefined;
  return roots.find((root) => {
    const place = under(root, top);
    if (files.has(`${place}.py`)) return true;
    for (const path of files.keys()) if (path.startsWith(`${place}/`)) return true;
    return false;
  });
}

/** `a/b`, `a` and the top. */
function foldersAbove(folder: string): readonly string[] {
  return folder === '' ? [''] : [folder, ...foldersAbove(folderOf(folder))];
}
