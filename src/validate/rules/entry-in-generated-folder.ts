import { closedFolders, closedPlaceOf } from '../../model/closed-places.ts';
import { listInWords, valueInWords } from '../../problem/phrasing.ts';
import { type Entry, entriesOf } from '../script-entries.ts';
import type { Rule, Violation } from './rule.ts';

/** Not src/ and python/: they have the seller's handlers, so scripts may be there too. */
const closedToScripts = closedFolders.filter((folder) => folder !== 'src' && folder !== 'python');

/** A script goes into the image with its whole folder, so the folder must not hold other things. */
export const entryInGeneratedFolder: Rule = {
  code: 'entry-in-generated-folder',
  check: ({ manifest }) => entriesOf(manifest).flatMap(violationsOf),
};

function violationsOf(entry: Entry): Violation[] {
  const { at, member, value } = entry;
  // Some file systems treat `Bin` and `bin` as the same folder.
  const [first = '', ...rest] = value.toLowerCase().split('/');
  if (rest.length === 0) return generatedFile(entry);
  if (!closedToScripts.includes(first)) return [];
  const name = value.split('/').at(-1);
  return [
    {
      at,
      what: `\`${member}\` is ${valueInWords(value)}, and \`${first}\` is not a folder for code of yours`,
      because: `the script’s whole folder goes into the image, and ${listInWords(closedToScripts, 'and')} hold other things`,
      fix: `move the script into a folder of its own, and write \`entry: code/${name}\``,
    },
  ];
}

/** A script without an ending may have the name of one. */
function generatedFile({ at, member, value, does, example }: Entry): Violation[] {
  if (closedPlaceOf(value)?.isFolder !== false) return [];
  return [
    {
      at,
      what: `\`${member}\` is ${valueInWords(value)}, which is a file of the generator`,
      fix: `name the file that ${does}, as in  entry: ${example}`,
    },
  ];
}
