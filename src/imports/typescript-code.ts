import { type CodeImport, type ImageCode, lineOf, type ScannedCode, scanCode } from './image-code.ts';
import { typescriptImports } from './typescript-imports.ts';

/** The imports of a program in TypeScript, and of all files of the image that it imports. */
export function scanTypescript(
  entry: string,
  code: ImageCode,
  isBuiltin: (module: string) => boolean,
): ScannedCode {
  return scanCode([entry], code, (path, text) => {
    const file = code.files.get(path) ?? path;
    const all = typescriptImports(text).map(
      (found): CodeImport => ({ ...found, language: 'typescript', file, source: lineOf(text, found.line) }),
    );
    const files = all.filter(({ module }) => /^\.\.?\//.test(module));
    const outside = files.flatMap((found) => {
      const place = joinedPath(file, found.module);
      return code.files.has(joinedPath(path, found.module)) || !code.has(place)
        ? []
        : [{ ...found, path: place, home: 'src', isInImage: false }];
    });
    const packages = all
      .filter(({ module }) => /^[@\w]/.test(module) && !/^[a-z]+:/.test(module) && !isBuiltin(module))
      .map((found) => ({ ...found, name: packageOf(found.module) }));
    return {
      found: { packages, outside, changesPath: false },
      next: files
        .map(({ module }) => joinedPath(path, module))
        .filter((target) => code.files.has(target) && /\.[cm]?[jt]s$/.test(target)),
    };
  });
}

/** `@scope/name/part` is a part of `@scope/name`. */
function packageOf(module: string): string {
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Leading `..` stay where the path leads out of the folder. */
function joinedPath(from: string, target: string): string {
  const path = from.split('/').slice(0, -1);
  for (const step of target.replace(/[?#].*$/, '').split('/'))
    if (step === '..' && path.length > 0 && path.at(-1) !== '..') path.pop();
    else if (step !== '.') path.push(step);
  return path.join('/');
}
