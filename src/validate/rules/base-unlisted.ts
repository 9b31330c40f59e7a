import { lastingBases } from '../../model/lasting-bases.ts';
import { writtenSystem } from '../written-system.ts';
import type { Rule } from './rule.ts';

/** AWS Marketplace lists the allowed operating systems of images, and ECR scans newer ones that the list does not have. */
export const baseUnlisted: Rule = {
  code: 'base-unlisted',
  check({ manifest, catalogue, today }) {
    const written = writtenSystem(manifest.base, catalogue);
    if (!written || written.system.listed) return [];
    const listed = lastingBases(catalogue, today).find((entry) => entry.listed);
    return [
      {
        at: written.at,
        severity: 'warning' as const,
        what: `AWS Marketplace does not list ${written.system.name} for images`,
        because:
          'its list has not changed since 2019, and AWS’s own containers run on systems that are not on it either; AWS does not say whether its review uses the list',
        fix: `ask AWS Marketplace before you publish${listed ? `, or use ${listed.id}, which it lists` : ''}`,
      },
    ];
  },
};
