import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const imageVulnerabilities: Check = {
  id: 'image-vulnerabilities',
  rule: 'The images have no vulnerability that `upload.scan` blocks: AWS Marketplace reads ECR’s scan before it publishes, and refuses critical and high findings.',
  source: sources.uploading,
  objector: 'AWS refuses',
  phase: 'image',
  needs: 'container',
  look: ({ images }) => {
    const scans = images.map(({ scan }) => scan);
    const found = scans.flatMap((scan) => (scan.ok ? [scan.value] : []));
    const refused = found.flatMap((scan) => scan.refused);
    if (refused.length > 0)
      return failed(
        refused.join(', '),
        'update the base or the packages, and build; upload.scan.allow lets a false finding through',
        found.flatMap(({ table }) => table),
      );
    const unseen = scans.find((scan) => !scan.ok);
    if (unseen && !unseen.ok) return notSeen(`${unseen.reason}; ECR scans after the push`);
    return passed(found.map(({ words }) => words).join(', '));
  },
};
