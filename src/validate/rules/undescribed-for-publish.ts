import type { Accepted, Manifest } from '../../model/manifest.ts';
import type { ManifestPath } from '../../model/problem.ts';
import { countInWords, listInWords, pathInWords } from '../../problem/phrasing.ts';
import type { Rule, Violation } from './rule.ts';

/** Buyers read what a record, a prediction, a channel and a hyperparameter mean (seller guide, read 2026-11-29). */
export const undescribedForPublish: Rule = {
  code: 'undescribed-for-publish',
  check({ manifest }) {
    return [...undeclaredFields(manifest), ...listsOf(manifest).flatMap(undescribedIn)];
  },
};

/** What `page.usage` says is for people to judge. */
function undeclaredFields({ fields, page }: Accepted<Manifest>): Violation[] {
  if (page?.usage !== undefined) return [];
  const sides = [
    ['input', 'what one record is'],
    ['output', 'what one prediction is'],
  ] as const;
  return sides.flatMap(([side, what]) =>
    fields?.[side] === undefined
      ? [
          warning(
            ['fields', side],
            `buyers do not learn ${what}`,
            `name its fields in \`fields.${side}\`, or say it in \`page.usage\``,
          ),
        ]
      : [],
  );
}

interface DescribedList {
  readonly path: ManifestPath;
  readonly noun: string;
  readonly items: readonly (Accepted<{ readonly name: string; readonly description?: string }> | undefined)[];
}

function listsOf({ fields, training }: Accepted<Manifest>): DescribedList[] {
  return [
    { path: ['fields', 'input'], noun: 'field', items: fields?.input ?? [] },
    { path: ['fields', 'output'], noun: 'field', items: fields?.output ?? [] },
    { path: ['training', 'channels'], noun: 'channel', items: training?.channels ?? [] },
    { path: ['training', 'hyperparameters'], noun: 'hyperparameter', items: training?.hyperparameters ?? [] },
  ];
}

/** How many are named in a sentence. */
const mostNames = 5;

function undescribedIn({ path, noun, items }: DescribedList): Violation[] {
  const silent = items.filter((item) => item?.name !== undefined && !item.description);
  if (silent.length === 0) return [];
  const names = silent.slice(0, mostNames).map((item) => `\`${item?.name}\``);
  const others = silent.length > mostNames ? [countInWords(silent.length - mostNames, 'other')] : [];
  const has = silent.length === 1 ? 'has' : 'have';
  return [
    warning(
      path,
      `${countInWords(silent.length, noun)} in ${pathInWords(path)} ${has} no \`description\`: ${listInWords([...names, ...others], 'and')}`,
      'add a `description` that says what it means, in one line',
    ),
  ];
}

function warning(at: ManifestPath, what: string, fix: string): Violation {
  const because = 'AWS Marketplace asks for names and descriptions of what goes in and out';
  return { at, atKey: true, severity: 'warning', what, because, fix };
}
