import { patchedTags } from '../../model/container-tags.ts';
import { findContainer } from '../../model/find-container.ts';
import { listInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** AWS Marketplace lists the allowed operating systems of images, and most containers run on others. */
export const containerSystemUnlisted: Rule = {
  code: 'container-system-unlisted',
  check({ manifest, catalogue, today }) {
    const container = findContainer(manifest.base, catalogue);
    if (!container || container.system?.listed) return [];
    const { system, repository, says } = container;
    const wanted = { framework: repository.framework, device: says.device };
    const alternative = patchedTags(catalogue, today, wanted).find(({ isListed }) => isListed);
    const listed = alternative ? [`${alternative.repository.name} ${alternative.tag}`] : [];
    return [
      {
        at: ['base', 'tag'],
        severity: 'warning' as const,
        what: system
          ? `the container runs on ${system.name}, which AWS Marketplace does not list for images`
          : 'the tag does not say which system the container runs on, and AWS Marketplace lists few for images',
        because: `AWS names these containers as a starting point for sellers, and has a separate list of operating systems; it does not say which of the two its review uses${system ? `. ${system.scanState}` : ''}`,
        fix: `ask AWS Marketplace before you publish, or use what is listed: ${listInWords([...listed, 'an operating system as `base`'])}`,
      },
    ];
  },
};
