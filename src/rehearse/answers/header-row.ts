import type { ResolvedContentType } from '../../model/resolved-listing.ts';
import { readContent } from './read-content.ts';

type Rows = readonly (readonly string[])[];

/** A first row without a number, above rows with some. Whether it is a record is the handler's business. */
export function mayHaveHeader([first = [], ...others]: Rows): boolean {
  const hasNumber = (row: readonly string[]) =>
    row.some((cell) => cell.trim() !== '' && !Number.isNaN(Number(cell)));
  return !hasNumber(first) && others.some(hasNumber);
}

/** A body whose records may be repeated, without repeating the names above them: both parts end with a line break. */
export interface HeadedBody {
  /** Empty where there is none. */
  readonly header: Uint8Array;
  readonly records: Uint8Array;
}

export function headedBody(body: Uint8Array, codec: ResolvedContentType['codec']): HeadedBody {
  const ended = body.at(-1) === 10 ? body : Uint8Array.from([...body, 10]);
  const read = codec === 'csv' ? readContent(body, codec) : undefined;
  const end = read?.ok && mayHaveHeader(read.value.value as Rows) ? ended.indexOf(10) + 1 : 0;
  return { header: ended.subarray(0, end), records: ended.subarray(end) };
}
