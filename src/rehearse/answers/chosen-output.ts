import type { ResolvedContentType, ResolvedListing } from '../../model/resolved-listing.ts';
import type { Reply } from '../stage.ts';
import { isStatus, mediaType } from '../verdicts.ts';

/** A program of the seller may choose among the declared types by the body of a call, and not by what the caller accepts. */
export function chosenOutput(
  { server, output }: Pick<ResolvedListing, 'server' | 'output'>,
  answer: Reply,
): ResolvedContentType | undefined {
  if (!server || !isStatus(answer, 200, 200)) return undefined;
  const given = mediaType(answer.value.headers['content-type']);
  return output.find(({ type }) => type === given);
}
