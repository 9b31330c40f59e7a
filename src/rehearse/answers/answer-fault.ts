import type { ResolvedContentType } from '../../model/resolved-listing.ts';
import type { Reply } from '../stage.ts';
import { bodyWords, isStatus, wholeAnswerWords } from '../verdicts.ts';
import type { Content } from './content.ts';
import { exceptionWords } from './exception-words.ts';
import { readContent } from './read-content.ts';

/** What a call asked for. */
export interface Wanted {
  /** The type that it accepts. */
  readonly output: ResolvedContentType | undefined;
  /** The records of its body; undefined where it is not made of records. */
  readonly records?: number | undefined;
}

/**
 * Why a caller cannot use this answer, or nothing: it is no 200, cannot be read as the type that was asked for, has
 * another number of predictions than the body has records, or tells an exception.
 */
export function answerFault(reply: Reply, { output, records }: Wanted): string | undefined {
  if (!isStatus(reply, 200, 200)) return wholeAnswerWords(reply);
  const { body } = reply.value;
  const read = readContent(body, output?.codec ?? 'bytes');
  if (!read.ok) return `200, but ${read.reason}: ${bodyWords(body)}`;
  const exception = exceptionWords(read.value.value);
  if (exception !== undefined) return `200, but it tells an exception: ${exception}`;
  return countFault(read.value, records);
}

/** One record's answer may be a list by itself, and rows of CSV may come as one row. */
function countFault({ records, value }: Content, wanted: number | undefined): string | undefined {
  if (wanted === undefined || wanted < 2 || records === undefined || records === wanted) return undefined;
  const [row] = Array.isArray(value) ? value : [];
  if (records === 1 && Array.isArray(row) && row.length === wanted) return undefined;
  return `200, but ${wanted} records went in, and ${records} predictions came out`;
}

/** Whether a caller can use the answer. A body that was found sound before is not read again. */
export function openReader(wanted: Wanted): (reply: Reply) => string | undefined {
  let sound: Uint8Array | undefined;
  return (reply) => {
    const body = isStatus(reply, 200, 200) ? reply.value.body : undefined;
    if (body && sound && Buffer.compare(body, sound) === 0) return undefined;
    const fault = answerFault(reply, wanted);
    if (fault === undefined) sound = body;
    return fault;
  };
}
