import { parseContainerTag } from '../../model/container-tag.ts';
import { findContainer } from '../../model/find-container.ts';
import { listInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** AWS Marketplace lists the allowed operating systems of images, and most containers run on others. */
export const containerSystemUnlisted: Rule = {
  code: 'container-system-unlisted',
  check({ manifest, catalogue }) {
    const container = findContainer(manifest.base, catalogue);
    if (!container || container.system?.base) return [];
    const { systems, repositories } = catalogue.deepLearningContainers;
    const { system, repository, says } = container;
    const listed = systems.filter(({ base }) => base !== null).map(({ id }) => id);
    const same = repositories.filter(
      ({ framework, libraries }) => framework === repository.framework && libraries.includes(framework),
    );
    const alternatives = same.flatMap(({ name, tags }) => {
      const fitting = tags.map((entry) => ({ ...entry, says: parseContainerTag(entry.tag) }));
      const tag = fitting.find(
        (entry) => entry.says?.device === says.device && listed.includes(entry.says.system ?? ''),
      )?.tag;
      return tag ? [`${name} ${tag}`] : [];
    });
    return [
      {
        at: ['base', 'tag'],
        severity: 'warning' as const,
        what: system
          ? `the container runs on ${system.name}, which AWS Marketplace does not list for images`
          : 'the tag does not say which system the container runs on, and AWS Marketplace lists few for images',
        because: `AWS names these containers as a starting point for sellers, and has a separate list of operating systems; it does not say which of the two its review uses${system ? `. ${system.scanState}` : ''}`,
        fix: `ask AWS Marketplace before you publish, or use what is listed: ${listInWords([...alternatives, 'an operating system as `base`'])}`,
      },
    ];
  },
};
