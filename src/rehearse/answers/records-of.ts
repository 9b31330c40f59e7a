import type { ResolvedContentType } from '../../model/resolved-listing.ts';
import { mayHaveHeader } from './header-row.ts';
import { readContent } from './read-content.ts';

/**
 * The number of records in a body, for each of which a prediction is due. Undefined for a type that is not split
 * into records: there one answer may belong to the whole body.
 */
export function recordsOf(body: Uint8Array, { codec, split }: ResolvedContentType): number | undefined {
  const isMadeOfRecords = split !== 'None' || codec === 'npy' || codec === 'json';
  if (!isMadeOfRecords) return undefined;
  const read = readContent(body, codec);
  if (!read.ok) return undefined;
  const { value, records } = read.value;
  if (codec === 'json' && !Array.isArray(Object(value).instances)) return undefined;
  return codec === 'csv' && mayHaveHeader(value as readonly (readonly string[])[]) ? undefined : records;
}
