import { defaultBlock } from '../../model/defaults.ts';
import { listInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** The scan gate must stop everything that AWS Marketplace refuses: otherwise the refusal only comes later. */
export const scanGateTooWeak: Rule = {
  code: 'scan-gate-too-weak',
  check({ manifest, attempted }) {
    const block = manifest.upload?.scan?.block;
    // A severity that is misspelt has its own message.
    if (block?.some((_, index) => attempted.has(`upload.scan.block.${index}`))) return [];
    const missing = defaultBlock.filter((severity) => block !== undefined && !block.includes(severity));
    if (missing.length === 0) return [];
    return [
      {
        at: ['upload', 'scan', 'block'],
        severity: 'warning' as const,
        what: `\`upload.scan.block\` leaves out ${listInWords(missing, 'and')}`,
        rule: 'AWS Marketplace refuses images with a finding of either severity',
        fix: `write  block: [${[...defaultBlock, ...(block ?? []).filter((severity) => severity && !defaultBlock.includes(severity))].join(', ')}]`,
      },
    ];
  },
};
