import type { FoundImport } from './found-import.ts';

/** The code of an image as the listing's folder has it. Paths in the image are below its folder. */
export interface ImageCode {
  /** A file's path in the image → its path in the listing. */
  readonly files: ReadonlyMap<string, string>;
  /** The text of a file of the listing. */
  readonly read: (path: string) => string | undefined;
  /** Whether the listing's folder has this file or folder; the path may lead out of it. */
  readonly has: (path: string) => boolean;
}

/** An import, and the file of the listing that has it. */
export interface CodeImport extends FoundImport {
  readonly language: 'python' | 'typescript';
  readonly file: string;
  /** The whole source line. */
  readonly source: string;
}

export interface OutsideImport extends CodeImport {
  /** In the listing; a folder ends with a slash, and `..` leads out of it. */
  readonly path: string;
  /** The folder of the seller's modules in the image; empty for the top. */
  readonly home: string;
  /** Whether the image has it, in a folder where Python does not look for modules. */
  readonly isInImage: boolean;
}

export interface ScannedCode {
  /** Imports of packages, by the name that has to be installed. */
  readonly packages: readonly (CodeImport & { readonly name: string })[];
  /** Imports of files in the listing's folder that the image does not have. */
  readonly outside: readonly OutsideImport[];
  /** Whether the code changes where Python looks for modules. */
  readonly changesPath: boolean;
}

/** Follows the imports of these files through the image. Our own runtime is left out. */
export function scanCode(
  entries: readonly string[],
  code: ImageCode,
  step: (path: string, text: string) => { readonly found: ScannedCode; readonly next: readonly string[] },
): ScannedCode {
  const queue = new Set(entries.filter((path) => code.files.has(path)));
  const all: ScannedCode[] = [];
  // A loop over a set also visits members that are added during the loop.
  for (const path of queue) {
    const text = code.read(code.files.get(path) ?? path);
    if (text === undefined) continue;
    const { found, next } = step(path, text);
    all.push(found);
    for (const one of next) if (!one.startsWith('runtime/')) queue.add(one);
  }
  return joined(all);
}

export function joined(all: readonly ScannedCode[]): ScannedCode {
  return {
    packages: all.flatMap(({ packages }) => packages),
    outside: all.flatMap(({ outside }) => outside),
    changesPath: all.some(({ changesPath }) => changesPath),
  };
}

export function lineOf(text: string, line: number): string {
  return text.split(/\r\n?|\n/)[line - 1] ?? '';
}
