import { listInWords, valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** The handlers of the seller are in src/ and python/, so scripts may be there too; the rest is ours, or made on a machine. */
const closedFolders = [
  '.sagemaker-mkt',
  'bin',
  'local',
  'marketplace',
  'node_modules',
  'runtime',
  'samples',
  'scripts',
  'test',
  'wheels',
];

/** A script goes into the image with its whole folder, so that is not one in which other things lie. */
export const entryInGeneratedFolder: Rule = {
  code: 'entry-in-generated-folder',
  check({ manifest }) {
    const entry = manifest.training?.entry;
    // Some file systems take `Bin` for `bin`.
    const [first = '', ...rest] = entry?.toLowerCase().split('/') ?? [];
    if (entry === undefined || rest.length === 0 || !closedFolders.includes(first)) return [];
    const name = entry.split('/').at(-1);
    return [
      {
        at: ['training', 'entry'],
        what: `\`training.entry\` is ${valueInWords(entry)}, and \`${first}\` is not a folder for code of yours`,
        because: `the script’s whole folder goes into the image, and ${listInWords(closedFolders, 'and')} hold other things`,
        fix: `move the script into a folder of its own, and write \`entry: code/${name}\``,
      },
    ];
  },
};
