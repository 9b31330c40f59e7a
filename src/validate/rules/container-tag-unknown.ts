import { isPastPatches, isValidated } from '../../model/container-tags.ts';
import { findContainer } from '../../model/find-container.ts';
import { closestName } from '../../problem/closest-name.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { adviseTag } from '../advise-tag.ts';
import type { Rule } from './rule.ts';

const mostThatCanBeRead = 4;

/** AWS adds tags every week, so a tag that the catalogue does not have may exist. */
export const containerTagUnknown: Rule = {
  code: 'container-tag-unknown',
  check({ manifest, ...ground }) {
    const container = findContainer(manifest.base, ground.catalogue);
    if (!container || container.known) return [];
    const { repository, tag, says } = container;
    const current = repository.tags.filter(
      (entry) => !isPastPatches(entry, ground.today) && isValidated(entry.tag, ground.catalogue),
    );
    const known = current.map((entry) => entry.tag);
    const near = closestName(tag, known);
    return [
      {
        at: ['base', 'tag'],
        severity: 'warning' as const,
        what: `the catalogue does not have the tag ${tag} of ${repository.name}`,
        because: 'AWS adds tags every week; whether this one is there shows when scripts/build.sh pulls it',
        fix: `see that it exists, or write ${near ?? adviseTag(repository, ground, says.device)}${known.length > 1 ? `; known are ${listInWords(known.slice(0, mostThatCanBeRead), 'and')}` : ''}`,
      },
    ];
  },
};
