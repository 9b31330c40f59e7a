import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { characterInWords } from '../character-in-words.ts';
import { listingPathsOf, type PlacedText } from '../manifest-places.ts';
import { isOutside } from './path-outside-listing.ts';
import type { Rule, Violation } from './rule.ts';

/**
 * Any other character has a special meaning in a Dockerfile, an ignore file, a volume option or a shell. A back-slash
 * is replaced below.
 */
const unusable = /[^\p{L}\p{M}\p{N}._/\\ @+-]/u;

/** A path has one form, `a/b`, because the same text is compared, copied and printed everywhere. */
export const pathNotPlain: Rule = {
  code: 'path-not-plain',
  check({ manifest }) {
    return listingPathsOf(manifest)
      .filter(({ value }) => !isOutside(value))
      .flatMap(violationsFor);
  },
};

function violationsFor({ path, value }: PlacedText): Violation[] {
  const subject = pathInWords(path);
  if (value.startsWith('s3://'))
    return [
      {
        at: path,
        what: `${subject} is an address in S3, and a folder of the listing belongs here`,
        fix: `write the folder that holds the model on your machine${path[0] === 'artifacts' ? ', and the address as `s3Uri` with `mode: s3`' : ''}`,
      },
    ];
  const special = unusable.exec(value)?.[0];
  if (special !== undefined)
    return [
      {
        at: path,
        what: `${subject} has ${/\p{Cc}/u.test(special) ? characterInWords(special) : special} in it`,
        because:
          'a path is used in the Dockerfile, in .dockerignore and in scripts, and this is special in one of them',
        fix: 'rename the file or folder, and write its name without that character',
      },
    ];
  const plain = value
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.')
    .join('/');
  if (plain === value && plain !== '') return [];
  return [
    {
      at: path,
      what: `${subject} is ${valueInWords(value)}, which is not a plain path such as \`a/b\``,
      fix: plain === '' ? 'name a file or folder inside the listing' : `write \`${plain}\``,
    },
  ];
}
