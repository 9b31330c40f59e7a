import { adviseBase } from '../advise-base.ts';
import { writtenSystem } from '../written-system.ts';
import type { Rule } from './rule.ts';

/** AWS Marketplace requires a scan of the image, and ECR cannot scan most of the systems that it lists. */
export const baseUnscannable: Rule = {
  code: 'base-unscannable',
  check({ manifest, ...known }) {
    const written = writtenSystem(manifest.base, known.catalogue);
    if (!written || written.system.scannable) return [];
    const { name, id, scanState, imageState } = written.system;
    return [
      {
        at: written.at,
        severity: 'warning' as const,
        what: `ECR cannot scan ${name}, and AWS Marketplace refuses an image without a scan result`,
        because: `${scanState} ${imageState} The framework does not depend on the base.`,
        fix: adviseBase(id, known).fix,
      },
    ];
  },
};
