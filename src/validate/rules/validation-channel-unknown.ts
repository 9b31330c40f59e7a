import { closestName } from '../../problem/closest-name.ts';
import { listInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** The validation's training job can give data only to channels of the algorithm. */
export const validationChannelUnknown: Rule = {
  code: 'validation-channel-unknown',
  check({ manifest }) {
    const declared = (manifest.training?.channels ?? []).flatMap((channel) => channel?.name ?? []);
    const fed = Object.keys(manifest.validation?.training?.channels ?? {});
    if (!manifest.training) return [];
    return fed
      .filter((name) => !declared.includes(name))
      .map((name) => {
        const near = closestName(name, declared);
        return {
          at: ['validation', 'training', 'channels', name],
          atKey: true,
          what: `the validation has data for the channel \`${name}\`, which is not declared`,
          fix: near ? `rename it to \`${near}\`` : `use ${listInWords(declared.map((one) => `\`${one}\``))}`,
        };
      });
  },
};
