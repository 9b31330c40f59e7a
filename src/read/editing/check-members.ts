import { isScalar } from 'yaml';
import { closestName } from '../../problem/closest-name.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { type Editable, entryOf, problemAt, stretchOf } from './editable.ts';
import { saidTwice } from './obstacles.ts';
import type { Step } from './step.ts';

/** Refuses a key that the version did not have: there is no rule how to upgrade it. */
export function knownMembers(names: readonly string[]): Step {
  return {
    obstacles: (editable) =>
      editable.root.items.flatMap(({ key }) => {
        if (!isScalar(key) || names.includes(String(key.value))) return [];
        const near = closestName(String(key.value), names);
        return [
          problemAt(editable, stretchOf(key), {
            code: 'unknown-key',
            what: `\`${key.value}\` is not a known key`,
            fix: near ? `rename the key to \`${near}\`` : `remove it, or use one of ${listInWords(names)}`,
          }),
        ];
      }),
    edits: () => [],
  };
}

/** Refuses two members that would become the same one. */
export function oneOf(name: string, otherName: string): Step {
  return {
    obstacles: (editable: Editable) => {
      const entry = entryOf(editable, editable.root, name);
      const other = entryOf(editable, editable.root, otherName);
      return entry && other ? [saidTwice(editable, entry, other)] : [];
    },
    edits: () => [],
  };
}
