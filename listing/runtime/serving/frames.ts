import { remember } from './remember.ts';

/**
 * The messages between the server and a worker, over one socket:
 *
 * | from   | kind    | meaning                                                          |
 * | ------ | ------- | ---------------------------------------------------------------- |
 * | server | load    | there is memory for the model                                    |
 * | worker | ready   | the model is loaded                                              |
 * | server | call    | a request: `printCallHead` and its body                          |
 * | server | abort   | the answer is no longer needed; the head has the reason          |
 * | worker | alive   | the abort was read, so the worker is not stuck                   |
 * | worker | answer  | the whole answer: `AnswerHead` and its body                      |
 * | worker | start   | the answer will be streamed: `AnswerHead`                        |
 * | worker | piece   | the next part of a streamed answer                               |
 * | server | more    | the part was passed on to the caller, send the next              |
 * | worker | end     | the streamed answer is complete                                  |
 * | worker | broken  | the streamed answer failed and stays incomplete                  |
 *
 * Every call, even an aborted one, ends with exactly one `answer`, `end` or `broken`.
 *
 * A conversation is a call, too. Its number is `firstConversation` or more, its pieces are messages to the caller, and it ends
 * with `end` or `broken`, whose head is a `Closing`. Besides:
 *
 * | from   | kind    | meaning                                                          |
 * | ------ | ------- | ---------------------------------------------------------------- |
 * | worker | next    | the next message may come                                        |
 * | server | message | the next message of the caller                                   |
 * | server | last    | the caller sends no more messages                                |
 *
 * The head of a `piece` and of a `message` says whether it is a text: `textHead`, or nothing.
 */
export const frameKinds = [
  'ready',
  'call',
  'abort',
  'alive',
  'answer',
  'start',
  'piece',
  'more',
  'end',
  'broken',
  'load',
  'next',
  'message',
  'last',
] as const;

/** Calls have smaller numbers. */
export const firstConversation = 2 ** 31;

/** JSON, as every head that Python reads. */
export const textHead = '"text"';

/** How a conversation ends: the code and the reason of a close frame. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

export type FrameKind = (typeof frameKinds)[number];

export interface Frame {
  readonly kind: FrameKind;
  /** The number of the call; 0 if the frame belongs to no call. */
  readonly call: number;
  /** JSON, or empty. `abort` has plain text. */
  readonly head: string;
  readonly body: Body;
}

/** The bytes of a body, in the pieces in which they were read: joining them would copy all of it. */
export type Body = readonly Uint8Array[];

/** The relevant headers of a request, unchanged. */
export interface CallHeaders {
  readonly contentType?: string | undefined;
  readonly accept?: string | undefined;
  readonly attributes?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly targetModel?: string | undefined;
  readonly inferenceComponent?: string | undefined;
}

export interface CallHead extends CallHeaders {
  readonly requestId: string;
  readonly inferenceId?: string | undefined;
}

/** The ids have a line of their own, because only the rest is the same for many calls. */
export function printCallHead({ requestId, inferenceId = '', ...headers }: CallHead): string {
  return `${requestId}${inferenceId}\n${JSON.stringify(headers)}`;
}

export function parseCallHead(head: string): CallHead {
  const end = head.indexOf('\n');
  const inferenceId = head.slice(idLength, end) || undefined;
  return { ...parseHeaders(head.slice(end + 1)), requestId: head.slice(0, idLength), inferenceId };
}

const idLength = 36;
const parseHeaders = remember((text): CallHeaders => JSON.parse(text));

/** What is known when a conversation begins. */
export interface ConversationHead {
  readonly requestId: string;
  readonly attributes?: string | undefined;
  readonly inferenceId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** What follows the `?` in its address. */
  readonly query: string;
}

export interface AnswerHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

export const parseAnswerHead = remember((text): AnswerHead => JSON.parse(text));

export type SendFrame = (kind: FrameKind, call: number, head?: string, body?: Body) => void;

/** The length of the rest (4 bytes), kind (1), call (4), length of the head (4). */
export const startLength = 4 + 1 + 4 + 4;

export function wholeBody(body: Body): Uint8Array {
  const [first] = body;
  return first && body.length === 1 ? first : Buffer.concat(body);
}

export function lengthOf(body: Body): number {
  let length = 0;
  for (const piece of body) length += piece.length;
  return length;
}
