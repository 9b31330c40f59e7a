import { type CodeImport, type ImageCode, lineOf, type ScannedCode, scanCode } from './image-code.ts';
import { pythonImports } from './python-imports.ts';
import { isStandard } from './python-standard-library.ts';

/** The Python code of one program: its first file, and the folders where it finds modules. */
export interface PythonProgram {
  readonly entry: string;
  readonly roots: readonly string[];
}

/** The imports of a program, and of all modules of the image that it imports. */
export function scanPython({ entry, roots }: PythonProgram, code: ImageCode): ScannedCode {
  return scanCode([entry], code, (path, text) => {
    const file = code.files.get(path) ?? path;
    const all = pythonImports(text).map(
      (found): CodeImport => ({ ...found, language: 'python', file, source: lineOf(text, found.line) }),
    );
    const placed = all.map((found) => ({ found, modules: modulesOf(found, path, roots, code) }));
    const strange = placed
      .filter(({ found, modules }) => modules.length === 0 && found.dots === 0)
      .map(({ found }) => ({ ...found, name: topOf(found.module) }))
      .filter(({ name }) => name !== '' && !isStandard(name));
    const outside = strange.flatMap((found) => {
      const place = outsideOf(found.name, file, roots, code);
      if (place === undefined) return [];
      const isInImage = [...code.files.values()].some((path) =>
        `${path}/`.startsWith(`${place.replace(/\/$/, '')}/`),
      );
      return [{ ...found, path: place, home: roots[0] ?? '', isInImage }];
    });
    const packages = strange.filter(({ name }) => !outside.some((one) => one.name === name));
    const found = { packages, outside, changesPath: /\bsys\.path\b|\baddsitedir\b/.test(text) };
    return { found, next: placed.flatMap(({ modules }) => modules) };
  });
}

function topOf(module: string): string {
  return module.split('.')[0] ?? '';
}

/** The files of the image that an import loads; none where the image has no such module. */
function modulesOf(
  { module, dots, names }: CodeImport,
  path: string,
  roots: readonly string[],
  code: ImageCode,
): readonly string[] {
  const steps = module.split('.').filter((step) => step !== '');
  const bases = dots === 0 ? roots : [path.split('/').slice(0, -dots).join('/')];
  const base = bases.find((root) => dots > 0 || isModule(under(root, steps[0] ?? ''), code));
  if (base === undefined) return [];
  const folders = steps.map((_, at) => under(base, steps.slice(0, at + 1).join('/')));
  const last = folders.at(-1) ?? base;
  const loaded = [...folders, ...names.map((name) => under(last, name))];
  return (
    [base, ...loaded]
      .flatMap((place) => [`${place}.py`, under(place, '__init__.py')])
      .filter((file, at, all) => code.files.has(file) && all.indexOf(file) === at)
      // A folder without code of its own is a module as well, and leads to no further file.
      .concat(folders.length > 0 && isModule(folders[0] ?? '', code) ? [path] : [])
  );
}

/** A file, a folder with files, or a compiled module. */
function isModule(place: string, { files }: ImageCode): boolean {
  if (files.has(`${place}.py`)) return true;
  for (const path of files.keys())
    if (path.startsWith(`${place}/`) || (path.startsWith(`${place}.`) && /\.(?:so|pyd|pyc)$/.test(path)))
      return true;
  return false;
}

/** Where the listing's folder has a module that the image lacks. */
function outsideOf(
  name: string,
  file: string,
  roots: readonly string[],
  { has }: ImageCode,
): string | undefined {
  const beside = file.slice(0, Math.max(0, file.lastIndexOf('/')));
  const places = [...new Set(['', beside, ...roots])].map((root) => under(root, name));
  return places
    .flatMap((place) => [`${place}.py`, `${place}/__init__.py`])
    .find(has)
    ?.replace(/__init__\.py$/, '');
}

function under(folder: string, name: string): string {
  return folder === '' ? name : name === '' ? folder : `${folder}/${name}`;
}
