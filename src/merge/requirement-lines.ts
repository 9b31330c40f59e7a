import type { KeptMember } from '../model/change-set.ts';
import { plainName } from '../text/plain-name.ts';
import { splitLines } from '../text/split-lines.ts';

/**
 * What pip installs: the seller's packages in their versions, and those of ours that are not among them. Beside other versions than ours,
 * they come without one, because pip finds those that go together. Options such as the address of an index are lines of their own. Where
 * the seller pins hashes, pip would refuse a package without one, so nothing is added.
 */
export function addPackages(
  now: string,
  next: string,
): { readonly text: string; readonly kept: readonly KeptMember[] } {
  const mine = entriesIn(now);
  const others = [...entriesIn(next)].filter(([name, { text }]) => mine.get(name)?.text !== text);
  const isPinned = /--hash[= ]/.test(now);
  const hasOthers = others.some(([name]) => mine.has(name));
  const lacking = isPinned ? [] : others.filter(([name]) => !mine.has(name));
  const added = lacking.map(([, { text }]) => `${hasOthers ? withoutVersion(text) : text}\n`);
  const kept = others.flatMap(([name, { text }]): KeptMember[] => {
    const yours = mine.get(name);
    if (!isPinned && !yours) return [];
    return [{ path: [name], line: yours?.line ?? 1, yours: yours?.text, generated: text, isReplaced: false }];
  });
  const gap = added.length === 0 || now === '' || now.endsWith('\n') ? '' : '\n';
  return { text: `${now}${gap}${added.join('')}`, kept };
}

function withoutVersion(text: string): string {
  return text.startsWith('-') ? text : text.replace(/\s*[=<>~!].*/, '');
}

interface Entry {
  readonly line: number;
  readonly text: string;
}

/** By the name of the package, as the Python index compares names; an option is its own name. */
function entriesIn(text: string): ReadonlyMap<string, Entry> {
  return new Map(
    splitLines(text).flatMap((line, index) => {
      const entry = line.replace(/(?:^|\s)#.*/, '').trim();
      const name = entry.startsWith('-') ? entry : /^[A-Za-z0-9][\w.-]*/.exec(entry)?.[0];
      if (name === undefined) return [];
      const key = entry.startsWith('-') ? name : plainName(name);
      return [[key, { line: index + 1, text: entry }] as const];
    }),
  );
}
