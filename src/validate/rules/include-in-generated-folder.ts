import { closedPlaceOf } from '../../model/closed-places.ts';
import { valueInWords } from '../../problem/phrasing.ts';
import { includesOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** What is included lies apart from what is generated: those files have their own ways into the image, or none. */
export const includeInGeneratedFolder: Rule = {
  code: 'include-in-generated-folder',
  check({ manifest }) {
    return includesOf(manifest).flatMap(({ path, value }) => {
      const closed = closedPlaceOf(value);
      if (!closed) return [];
      const name = value.slice(value.lastIndexOf('/') + 1);
      const isWhole = closed.isFolder && !value.includes('/');
      return [
        {
          at: path,
          what: `\`include\` has ${valueInWords(value)}, and the generator has its own use for \`${closed.name}\``,
          because: 'what an image needs of it is there without `include`, and the rest is not for buyers',
          fix:
            closed.isFolder && !isWhole
              ? `move it beside the manifest, and write \`include: [${name}]\``
              : 'remove it from `include`',
        },
      ];
    });
  },
};
