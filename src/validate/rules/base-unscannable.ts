import { listInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** AWS Marketplace requires a scan of the image, and ECR can scan only few of the listed systems today. */
export const baseUnscannable: Rule = {
  code: 'base-unscannable',
  check({ manifest, catalogue }) {
    const written = manifest.base;
    const id = typeof written === 'string' ? written : written && 'os' in written ? written.os : undefined;
    const base = catalogue.bases.find((entry) => entry.id === id);
    if (!base || base.scannable) return [];
    const scannable = catalogue.bases.filter((entry) => entry.scannable).map((entry) => entry.id);
    return [
      {
        at: typeof written === 'string' ? ['base'] : ['base', 'os'],
        severity: 'warning' as const,
        what: `ECR cannot scan ${base.name}, and AWS Marketplace refuses an image without a scan result`,
        because: `${base.scanState} ${base.imageState}`,
        fix: `use ${listInWords(scannable)}: the framework does not depend on the base`,
      },
    ];
  },
};
