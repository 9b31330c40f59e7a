import { placeFaults } from '../../imports/judge-imports.ts';
import type { Check } from '../check.ts';
import { importsFailed, noCode } from '../import-words.ts';
import { sources } from '../sources.ts';
import { notSeen, passed } from '../verdicts.ts';

export const importNotInImage: Check = {
  id: 'import-not-in-image',
  rule: 'What the code imports from the listing’s folder is among the files of the image.',
  source: sources.isolation,
  objector: 'buyers suffer',
  phase: 'image',
  look: ({ code, listing }) => {
    if (!code) return notSeen(noCode);
    const faults = placeFaults(code.scanned, listing.include);
    return faults.length > 0 ? importsFailed(faults) : passed('every file that is imported is in the image');
  },
};
