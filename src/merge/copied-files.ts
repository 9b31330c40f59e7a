import type { FileTree, RelPath, RenderedFile } from '../model/file-tree.ts';
import { decideFile, type FileSides } from './decide-file.ts';

/** Each copy with the bytes of its file. A copy of a file that will not be there is not wanted. */
export function withCopies(
  incoming: FileTree,
  contentOf: (path: RelPath) => Uint8Array | undefined,
): FileTree {
  if (![...incoming.values()].some(({ copyOf }) => copyOf)) return incoming;
  const files = [...incoming].flatMap(([path, file]): (readonly [RelPath, RenderedFile])[] => {
    if (!file.copyOf) return [[path, file]];
    const content = contentOf(file.copyOf);
    return content ? [[path, { ...file, content }]] : [];
  });
  return new Map(files);
}

/** The bytes of a file after the run; undefined where it is gone, or too large to be read. */
export function contentAfter(sides: FileSides): Uint8Array | undefined {
  const change = decideFile(sides);
  if ('file' in change && change.file) return change.file.content;
  if (change.kind === 'delete' || sides.current?.isLarge) return undefined;
  return sides.current?.content;
}
