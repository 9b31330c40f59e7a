import { findContainer } from '../../model/find-container.ts';
import { closestName } from '../../problem/closest-name.ts';
import { listInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

const mostThatCanBeRead = 4;

/** AWS adds tags every week, so a tag that the catalogue does not have may exist. */
export const containerTagUnknown: Rule = {
  code: 'container-tag-unknown',
  check({ manifest, catalogue }) {
    const container = findContainer(manifest.base, catalogue);
    if (!container || container.known) return [];
    const { repository, tag } = container;
    const known = repository.tags.map((entry) => entry.tag);
    const near = closestName(tag, known);
    return [
      {
        at: ['base', 'tag'],
        severity: 'warning' as const,
        what: `the catalogue does not have the tag ${tag} of ${repository.name}`,
        because: 'AWS adds tags every week; whether this one is there shows when scripts/build.sh pulls it',
        fix: `see that it exists, or write ${near ? `${near}; known are` : 'one that is known:'} ${listInWords(known.slice(0, mostThatCanBeRead), 'and')}`,
      },
    ];
  },
};
