import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { contentTypesOf, type PlacedText } from '../manifest-places.ts';
import type { Rule, Violation } from './rule.ts';

/** Content types ignore case, so `text/CSV` beside `text/csv` is the same type twice. */
export const contentTypeTwice: Rule = {
  code: 'content-type-twice',
  check({ manifest }) {
    const firsts = new Map<string, PlacedText>();
    return contentTypesOf(manifest).flatMap((place) => {
      const list = place.path.slice(0, -1);
      if (typeof place.path.at(-1) !== 'number') return [];
      const key = JSON.stringify([list, place.value.toLowerCase()]);
      const first = firsts.get(key);
      if (first) return [violationFor(place, first)];
      firsts.set(key, place);
      return [];
    });
  },
};

function violationFor({ path, value }: PlacedText, first: PlacedText): Violation {
  return {
    at: path,
    what: `${pathInWords(path)} is ${valueInWords(value)}, which the list has already`,
    rule: 'content types are compared without regard to case',
    fix: 'remove one of the two',
    related: [{ at: { path: first.path, target: 'value' }, sentence: 'listed here first' }],
  };
}
