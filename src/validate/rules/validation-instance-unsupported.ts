import { listInWords, valueInWords } from '../../problem/phrasing.ts';
import { mayBeNewType } from '../new-instance-type.ts';
import type { Rule } from './rule.ts';

/** AWS validates on an instance type that the product supports. */
export const validationInstanceUnsupported: Rule = {
  code: 'validation-instance-unsupported',
  check({ manifest, catalogue }) {
    const value = manifest.validation?.instance;
    if (value === undefined) return [];
    const declared = manifest.inference?.instances?.transform;
    const allowed = declared?.filter((type) => type !== undefined) ?? catalogue.instanceTypes.transform;
    if (allowed.includes(value)) return [];
    // Another rule says how a type of the list is to be written.
    if (allowed.some((type) => `ml.${type}` === value)) return [];
    return [
      {
        at: ['validation', 'instance'],
        ...(!declared && mayBeNewType(value, catalogue.instanceTypes) && { severity: 'warning' as const }),
        what: `\`validation.instance\` is ${valueInWords(value)}, which is not among the batch transform types of this product`,
        because: 'the validation is a batch transform',
        fix: fixFor(value, allowed, declared !== undefined),
        ...(declared && {
          related: [
            {
              at: { path: ['inference', 'instances', 'transform'], target: 'value' },
              sentence: 'these are supported',
            },
          ],
        }),
      },
    ];
  },
};

function fixFor(written: string, allowed: readonly string[], isDeclared: boolean): string {
  if (allowed.includes(`ml.${written}`)) return `write ml.${written}`;
  if (!isDeclared) return 'use a type such as ml.m5.large';
  const other = written.startsWith('ml.') ? 'add it to' : `write ml.${written} here and in`;
  return `use ${listInWords(allowed)}, or ${other} \`inference.instances.transform\``;
}
