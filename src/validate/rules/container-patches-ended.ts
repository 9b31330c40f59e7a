import { patchedTags } from '../../model/container-tags.ts';
import { findContainer } from '../../model/find-container.ts';
import { adviseCuda } from '../advise-cuda.ts';
import { writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** AWS patches a Deep Learning Container until a day, and what a scan finds in it later stays. */
export const containerPatchesEnded: Rule = {
  code: 'container-patches-ended',
  check(context) {
    const { manifest, catalogue, today } = context;
    const container = findContainer(manifest.base, catalogue);
    const until = container?.known?.until ?? null;
    if (!container || until === null || until >= today) return [];
    const { repository, tag, says } = container;
    const wanted = { framework: repository.framework, device: says.device };
    const [current] = patchedTags(catalogue, today, wanted);
    return [
      {
        at: ['base', 'tag'],
        severity: 'warning' as const,
        what: `AWS ended the patches of ${repository.name} ${tag} on ${until}`,
        because:
          'AWS Marketplace refuses an image with a critical or high finding, and a finding in it stays',
        fix: current
          ? `use ${current.repository.name} ${current.tag}, which AWS patches until ${current.until}`
          : says.device === 'gpu'
            ? adviseCuda(writtenFramework(context)?.entry, context)
            : 'use an operating system as `base`, where the framework comes with a Python of its own',
      },
    ];
  },
};
