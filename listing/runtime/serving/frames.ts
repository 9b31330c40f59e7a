import type { Duplex } from 'node:stream';

/**
 * The messages between the server and a worker, over one socket:
 *
 * | from   | kind    | meaning                                                          |
 * | ------ | ------- | ---------------------------------------------------------------- |
 * | worker | ready   | the model is loaded                                              |
 * | server | call    | a request: `CallHead` and its body                               |
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
  /** The number of the call; 0 if the frame belongs to no call. */
  readonly call: number;
  /** JSON, or empty. `abort` has plain text. */
  readonly head: string;
  readonly body: Uint8Array;
}

/** The relevant headers of a request, unchanged. */
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

/** The length of the rest (4 bytes), kind (1), call (4), length of the head (4). */
const startLength = 4 + 1 + 4 + 4;
const nothing = new Uint8Array();
/**
 * Bodies up to this size are joined with other parts. Larger bodies are not copied, but are part of the same write.
 */
const smallBody = 2_048;

/**
 * The frames of one turn of the event loop are sent in one write. If the turn has already taken more than 1 ms,
 * they are sent immediately: a slow prediction must not delay answers that were ready before it.
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

/**
 * Calls `onFrame` for each complete frame. The body shares memory with the read buffer, so it must not be changed.
 */
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
  if (!kind) throw new Error('the data on the socket is not a valid frame');
  const headEnd = at + startLength + bytes.readUInt32LE(at + 9);
  return {
    kind,
    call: bytes.readUInt32LE(at + 5),
    head: bytes.toString('utf8', at + startLength, headEnd),
    body: bytes.subarray(headEnd, end),
  };
}
