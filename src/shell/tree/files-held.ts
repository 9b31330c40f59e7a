import { printLock } from '../../generate.ts';
import type { ChangeSet } from '../../model/change-set.ts';
import type { CurrentFile, FileTree, RelPath } from '../../model/file-tree.ts';

/** Path → the file that a run has read or written there; undefined where there is none. */
export type FilesHeld = ReadonlyMap<RelPath, CurrentFile | undefined>;

interface Looked {
  readonly current: FileTree<CurrentFile>;
  readonly unused: readonly RelPath[];
  readonly lock: RelPath;
}

/** What is in the folder after a run, as far as the run knows it. */
export function filesHeld({ changes, lock }: ChangeSet, looked: Looked): FilesHeld {
  const written = { isReadOnly: false, isLarge: false };
  return new Map([
    ...looked.unused.map((path) => [path, looked.current.get(path)] as const),
    ...changes.map((change) => {
      const { path, kind } = change;
      if ('file' in change && change.file) return [path, { ...change.file, ...written }] as const;
      return [path, kind === 'delete' ? undefined : looked.current.get(path)] as const;
    }),
    [looked.lock, { content: new TextEncoder().encode(printLock(lock)), mode: 0o644, ...written }] as const,
  ]);
}
