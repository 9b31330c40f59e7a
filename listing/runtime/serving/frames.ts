import type { Duplex } from 'node:stream';

/**
 * What the server and a worker tell each other, over one socket between them:
 *
 * | from   | kind    | says                                                             |
 * | ------ | ------- | ---------------------------------------------------------------- |
 * | worker | ready   | the model is loaded                                              |
 * | server | call    | here is a request: `CallHead` and its body                       |
 * | server | abort   | nobody waits for this answer any more; the head says why         |
 * | worker | alive   | the abort was read, so the worker is not stuck                   |
 * | worker | answer  | the whole answer: `AnswerHead` and its body                      |
 * | worker | start   | the answer will be streamed: `AnswerHead`                        |
 * | worker | piece   | the next part of a streamed answer                               |
 * | server | more    | the part is on its way to the caller, send the next              |
 * | worker | end     | the streamed answer is complete                                  |
 * | worker | broken  | it never will be                                                 |
 *
 * Every call ends in exactly one of answer, end and broken, an aborted one too.
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
] as const;

export type FrameKind = (typeof frameKinds)[number];

export interface Frame {
  readonly kind: FrameKind;
  /** Which call it belongs to; 0 for none. */
  readonly call: number;
  /** JSON, or nothing. */
  readonly head: string;
  readonly body: Uint8Array;
}

/** The headers of a request that matter, as they were sent. */
export interface CallHead {
  readonly requestId: string;
  readonly contentType?: string | undefined;
  readonly accept?: string | undefined;
  readonly attributes?: string | undefined;
}

export interface AnswerHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

export type SendFrame = (kind: FrameKind, call: number, head?: string, body?: Uint8Array) => void;

/** Length of the rest, kind, call, length of the head. */
const startLength = 4 + 1 + 4 + 4;
const nothing = new Uint8Array();
/** Bodies up to here are copied together with their neighbours; larger ones go as they are, in the same write. */
const smallBody = 2_048;

/**
 * Frames of one turn of the event loop leave in one write. After a turn that has already taken a while they leave at
 * once: a slow prediction must not hold back the answers that were ready before it.
 */
export function frameWriter(stream: Duplex): SendFrame {
  let waiting: Uint8Array[] = [];
  let firstAt = 0;
  const flush = (): void => {
    const parts = waiting;
    waiting = [];
    if (!stream.writable) return;
    stream.cork();
    for (const run of joinSmall(parts)) stream.write(run);
    stream.uncork();
  };
  return (kind, call, head = '', body = nothing) => {
    const now = performance.now();
    if (waiting.length === 0) {
      firstAt = now;
      setImmediate(flush);
    }
    waiting.push(frameStart(kind, call, head, body.length));
    if (body.length > 0) waiting.push(body);
    if (now - firstAt > 1) flush();
  };
}

function frameStart(kind: FrameKind, call: number, head: string, bodyLength: number): Buffer {
  const headLength = Buffer.byteLength(head);
  const start = Buffer.allocUnsafe(startLength + headLength);
  start.writeUInt32LE(startLength - 4 + headLength + bodyLength, 0);
  start.writeUInt8(frameKinds.indexOf(kind), 4);
  start.writeUInt32LE(call, 5);
  start.writeUInt32LE(headLength, 9);
  start.write(head, startLength, 'utf8');
  return start;
}

function* joinSmall(parts: readonly Uint8Array[]): Generator<Uint8Array> {
  let run: Uint8Array[] = [];
  for (const part of parts)
    if (part.length <= smallBody) run.push(part);
    else {
      if (run.length > 0) yield Buffer.concat(run);
      run = [];
      yield part;
    }
  if (run.length > 0) yield Buffer.concat(run);
}

/** Calls back for each whole frame. A body shares memory with what was read, so nobody may write into it. */
export function readFrames(stream: Duplex, onFrame: (frame: Frame) => void): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let needed = startLength;
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size < needed) return;
    const bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    let at = 0;
    for (let end = frameEnd(bytes, at); end <= bytes.length; end = frameEnd(bytes, at)) {
      onFrame(parseFrame(bytes, at, end));
      at = end;
    }
    chunks = at === bytes.length ? [] : [bytes.subarray(at)];
    size = bytes.length - at;
    needed = frameEnd(bytes, at) - at;
  });
}

function frameEnd(bytes: Buffer, at: number): number {
  return bytes.length - at < 4 ? at + startLength : at + 4 + bytes.readUInt32LE(at);
}

function parseFrame(bytes: Buffer, at: number, end: number): Frame {
  const kind = frameKinds[bytes.readUInt8(at + 4)];
  if (!kind) throw new Error('the other side of the socket does not speak in frames');
  const headEnd = at + startLength + bytes.readUInt32LE(at + 9);
  return {
    kind,
    call: bytes.readUInt32LE(at + 5),
    head: bytes.toString('utf8', at + startLength, headEnd),
    body: bytes.subarray(headEnd, end),
  };
}
