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
    return [
      {
        at: ['validation', 'instance'],
        ...(!declared && mayBeNewType(value, catalogue.instanceTypes) && { severity: 'warning' as const }),
        what: `\`validation.instance\` is ${valueInWords(value)}, which is not among the batch transform types of this product`,
        because: 'the validation is a batch transform',
        fix: declared
          ? `use ${listInWords(allowed)}, or add it to \`inference.instances.transform\``
          : 'use a type such as ml.m5.large',
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
