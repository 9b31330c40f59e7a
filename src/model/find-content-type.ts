import type { ContentType } from './catalogue.ts';

/** The catalogue's entry for a type without parameters: its own, or that of a family such as `image/*`. */
export function findContentType(written: string, known: readonly ContentType[]): ContentType | undefined {
  const type = written.toLowerCase();
  const family = `${type.split('/', 1)[0]}/*`;
  return known.find((entry) => entry.type === type) ?? known.find((entry) => entry.type === family);
}
