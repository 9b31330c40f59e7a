import { BadBody } from '../records.ts';
import type { Closing } from './frames.ts';
import { Refusal } from './refusal.ts';

/** How a conversation ends because of an error. Callers get details only about errors that they can fix. */
export function closingFor(fault: unknown, requestId: string): Closing {
  if (fault instanceof BadBody) return { code: 1007, reason: fault.message };
  if (fault instanceof Refusal) return { code: codeFor(fault.status), reason: fault.message };
  return { code: 1011, reason: `the model failed in the conversation ${requestId}` };
}

function codeFor(status: number): number {
  if (status === 503) return 1013;
  return status < 500 ? 1008 : 1011;
}

/** What a handler may choose: the other codes are those of the server. */
export function checkClosing({ code, reason }: Closing): void {
  if (code !== 1000 && !(Number.isInteger(code) && code >= 3000 && code <= 4999))
    throw new RangeError(`a conversation ends with the code 1000, or one from 3000 to 4999, and not ${code}`);
  if (Buffer.byteLength(reason) > longestReason)
    throw new RangeError(`the reason for an end has at most ${longestReason} bytes in UTF-8`);
}

/** A close frame has 125 bytes, two of them for the code. */
const longestReason = 123;

/** The beginning of a reason, where it is too long for a close frame. */
export function fittingReason(reason: string): string {
  if (Buffer.byteLength(reason) <= longestReason) return reason;
  let fitting = '';
  for (const character of reason) {
    if (Buffer.byteLength(`${fitting}${character}…`) > longestReason) break;
    fitting += character;
  }
  return `${fitting}…`;
}
