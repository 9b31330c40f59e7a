import { closestName } from '../../problem/closest-name.ts';
import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** AWS adds Regions, so a name that looks like a Region gets only a warning. */
const regionName = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** Images, artifacts, test data and the resource are all in one Region, and it must exist. */
export const regionUnknown: Rule = {
  code: 'region-unknown',
  check({ manifest, catalogue }) {
    const region = manifest.upload?.region;
    const known = catalogue.regions.map(({ id }) => id);
    if (region === undefined || known.includes(region)) return [];
    const near = closestName(region, known);
    return [
      {
        at: ['upload', 'region'],
        ...(regionName.test(region) && { severity: 'warning' as const }),
        what: `\`upload.region\` is ${valueInWords(region)}, which is not a Region that this generator knows`,
        fix: near ? `write ${near}` : 'write the id of a Region, such as us-east-2',
      },
    ];
  },
};
