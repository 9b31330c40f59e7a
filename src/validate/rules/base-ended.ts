import { adviseBase } from '../advise-base.ts';
import { writtenSystem } from '../written-system.ts';
import type { Rule } from './rule.ts';

/** A system past its end gets no security fixes, so what a scan finds in it stays. */
export const baseEnded: Rule = {
  code: 'base-ended',
  check({ manifest, ...known }) {
    const written = writtenSystem(manifest.base, known.catalogue);
    // Of a system that cannot be scanned, another warning says all there is to say.
    if (!written?.system.scannable || written.system.endOfLife >= known.today) return [];
    const { name, id, endOfLife } = written.system;
    return [
      {
        at: written.at,
        severity: 'warning' as const,
        what: `${name} has had no security fixes since ${endOfLife}`,
        because:
          'AWS Marketplace refuses an image with a critical or high finding, and a finding in it stays',
        fix: adviseBase(id, known).fix,
      },
    ];
  },
};
