import { findContainer } from '../../model/find-container.ts';
import type { Rule } from './rule.ts';

/** A container for GPUs includes all of CUDA: pushes, scans and the first start take long. */
export const containerLarge: Rule = {
  code: 'container-large',
  check({ manifest, catalogue }) {
    const container = findContainer(manifest.base, catalogue);
    if (container?.says.device !== 'gpu') return [];
    return [
      {
        at: ['base', 'tag'],
        severity: 'warning' as const,
        what: `${container.repository.name} ${container.tag} is a container for GPUs, with many gigabytes of CUDA and tools`,
        because:
          'AWS Marketplace sets no size of its own, but ECR takes no layer above 52,000 MiB, every machine of a buyer pulls the image before it starts, and each package in it can fail the scan',
        fix: 'publish for CPU where that is fast enough, and give `upload.scan.waitMinutes` time for the scan',
      },
    ];
  },
};
