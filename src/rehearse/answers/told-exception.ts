import type { Reply } from '../stage.ts';
import { isStatus } from '../verdicts.ts';
import { exceptionWords } from './exception-words.ts';

/** The words of an exception that a caller gets as a success, whatever the type of the answer; or nothing. */
export function toldException(reply: Reply): string | undefined {
  if (!isStatus(reply, 200, 299)) return undefined;
  const text = new TextDecoder().decode(reply.value.body);
  return exceptionWords(parsed(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
