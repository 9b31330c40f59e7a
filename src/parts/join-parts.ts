import { pythonJoiner } from './join-python.ts';
import { typescriptJoiner } from './join-typescript.ts';
import type { Part } from './part.ts';
import { pythonParts } from './python-parts.ts';
import { typescriptParts } from './typescript-parts.ts';

/** Path below `listing/` → text. */
export type Texts = ReadonlyMap<string, string>;

/**
 * A source may be in several parts, but no process loads two of these. Where other parts import the source, they get it
 * from the first.
 */
const parts: readonly Part[] = [...typescriptParts, ...pythonParts];

/** The files below `listing/` as listings get them: the runtime in few files, and everything else as it is. */
export function joinParts(sources: Texts, table: readonly Part[] = parts): Texts {
  const taken = new Set(table.flatMap((part) => part.sources));
  const left = [...sources.keys()].filter((path) => !taken.has(path));
  const alone = left.filter((path) => ours.test(path)).map((path) => ({ path, sources: [path] }));
  const others = [...sources].filter(([path]) => left.includes(path) && !ours.test(path));
  const [inTypescript, inPython] = [typescriptJoiner(table, sources), pythonJoiner(table, sources)];
  const joined = [...table, ...alone].flatMap((part) => [
    ...(part.path.endsWith('.py') ? inPython(part) : inTypescript(part)),
  ]);
  return new Map([...others, ...joined].sort(([one], [other]) => (one < other ? -1 : 1)));
}

const ours = /^runtime\/.*\.(ts|py)$/;
