import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { listingPathsOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** Paths stay inside the listing's folder, so that the build is the same on every machine. */
export const pathOutsideListing: Rule = {
  code: 'path-outside-listing',
  check({ manifest }) {
    return listingPathsOf(manifest)
      .filter(({ value }) => isOutside(value))
      .map(({ path, value }) => ({
        at: path,
        what: `${pathInWords(path)} is ${valueInWords(value)}, which leads out of the listing’s folder`,
        because: 'an image is built from that folder alone, on your machine as on any other',
        fix: 'move the file or folder beside the manifest, and write its path from there',
      }));
  },
};

/** A back-slash separates folders on Windows, so `..\model` is outside too. */
export function isOutside(path: string): boolean {
  return /^(?:[/\\]|[a-z]:|~(?:[/\\]|$))/i.test(path) || path.split(/[/\\]/).includes('..');
}
