import { type Alias, isAlias, type Node, visit } from 'yaml';
import type { LocatedProblem } from '../../model/problem.ts';
import { type Editable, type Entry, problemAt, stretchOf } from './editable.ts';
import type { Stretch } from './text-edits.ts';

/** An alias, or text with an anchor that an alias uses, is not edited: the edit would change a second place as well. */
export function aliasObstacles(editable: Editable, nodes: readonly (Node | null)[]): LocatedProblem[] {
  const aliases = aliasesIn(editable);
  return nodes.flatMap((node) => {
    if (node === null) return [];
    if (isAlias(node)) return [aliasProblem(editable, node)];
    const anchor = 'anchor' in node ? node.anchor : undefined;
    const user = anchor === undefined ? undefined : aliases.find(({ source }) => source === anchor);
    return user ? [aliasProblem(editable, user, stretchOf(node))] : [];
  });
}

/** All nodes that an edit of a member touches: its parents, its key, and everything in its value. */
export function nodesOf({ trail, key, value }: Entry): (Node | null)[] {
  const nodes: (Node | null)[] = [...trail, key];
  if (value)
    visit(value, {
      Node: (_, node) => {
        nodes.push(node);
      },
    });
  return nodes;
}

export function aliasesIn({ document }: Editable): Alias[] {
  const aliases: Alias[] = [];
  visit(document, {
    Alias: (_, alias) => {
      aliases.push(alias);
    },
  });
  return aliases;
}

export function aliasProblem(editable: Editable, alias: Alias, anchored?: Stretch): LocatedProblem {
  return problemAt(
    editable,
    stretchOf(alias),
    {
      code: 'upgrade-alias',
      what: `the upgrade changes what the alias *${alias.source} stands for`,
      because: 'the changed text would be read in two places, and only one of them is meant',
      fix: 'write the value out here, and run the upgrade again',
    },
    anchored && { at: anchored, sentence: 'this is the text that changes' },
  );
}

/** A member under both its old and its new name: only the seller knows which one is right. */
export function saidTwice(editable: Editable, entry: Entry, other: Entry): LocatedProblem {
  const [old, now] = [entry.key.value, other.key.value];
  return problemAt(
    editable,
    stretchOf(entry.key),
    {
      code: 'upgrade-said-twice',
      what: `\`${old}\` and \`${now}\` are both here, and the upgrade turns the one into the other`,
      fix: 'remove one of the two, and run the upgrade again',
    },
    { at: stretchOf(other.key), sentence: `\`${now}\` is here` },
  );
}

/** For YAML that the upgrade does not edit: the seller has to do it. */
export function byHand(editable: Editable, at: Stretch, what: string, fix: string): LocatedProblem {
  return problemAt(editable, at, { code: 'upgrade-by-hand', what, fix });
}
