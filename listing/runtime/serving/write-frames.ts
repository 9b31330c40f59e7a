import type { Duplex } from 'node:stream';
import { type Body, type FrameKind, frameKinds, lengthOf, type SendFrame, startLength } from './frames.ts';
import { giveBack } from './give-back.ts';

interface Waiting {
  readonly kind: FrameKind;
  readonly call: number;
  readonly head: string;
  readonly headLength: number;
  readonly body: Body;
}

/**
 * Pieces up to this size are joined with what is around them. Larger ones are not copied, but are part of the same
 * write.
 */
const smallPiece = 2_048;

/**
 * The most bytes of one write. Its memory is only free when all of it is written. So larger writes need more memory, and
 * smaller ones wake the reader more often.
 */
const mostAtOnce = 2 ** 19;

/**
 * The frames of one turn of the event loop are sent in one write, unless they are large. If the turn has already taken
 * more than 1 ms, they are sent immediately: a slow prediction must not delay answers that were ready before it.
 */
export class FrameWriter {
  readonly #stream: Duplex;
  readonly #isOwner: boolean;
  #waiting: Waiting[] = [];
  #firstAt = 0;
  /** They wait until the write before them has ended. */
  #parts: Uint8Array[] = [];

  /** The bodies of an owner are used by nothing else. */
  constructor(stream: Duplex, { isOwner = false } = {}) {
    this.#stream = stream;
    this.#isOwner = isOwner;
  }

  /** Whether frames of this turn are not sent yet. */
  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  readonly send: SendFrame = (kind, call, head = '', body = []) => {
    const now = performance.now();
    if (!this.hasWaiting) {
      this.#firstAt = now;
      setImmediate(this.#flush);
    }
    this.#waiting.push({ kind, call, head, headLength: Buffer.byteLength(head), body });
    if (now - this.#firstAt > 1) this.#flush();
  };

  readonly #flush = (): void => {
    const frames = this.#waiting;
    this.#waiting = [];
    for (const part of partsOf(frames)) this.#parts.push(part);
    this.#write();
  };

  #write(): void {
    const stream = this.#stream;
    while (this.#parts.length > 0 && stream.writable && stream.writableLength === 0) {
      const group = takeFirst(this.#parts);
      stream.cork();
      for (const part of group.slice(0, -1)) stream.write(part);
      stream.write(group.at(-1), (fault) => {
        if (!fault) this.#written(group);
      });
      stream.uncork();
    }
  }

  #written(group: readonly Uint8Array[]): void {
    if (this.#isOwner) for (const part of group) giveBack(part);
    this.#write();
  }
}

/** Removes the first parts of a list and returns them: at least one, and no more than one write takes. */
function takeFirst(parts: Uint8Array[]): readonly Uint8Array[] {
  let size = 0;
  let count = 0;
  for (const part of parts) {
    size += part.length;
    if (count > 0 && size > mostAtOnce) break;
    count += 1;
  }
  return parts.splice(0, count);
}

function* partsOf(frames: readonly Waiting[]): Generator<Uint8Array> {
  const joined = Buffer.allocUnsafe(frames.reduce((sum, frame) => sum + joinedLength(frame), 0));
  let from = 0;
  let to = 0;
  for (const frame of frames) {
    to = writeStart(joined, to, frame);
    for (const piece of frame.body)
      if (piece.length <= smallPiece) {
        joined.set(piece, to);
        to += piece.length;
      } else {
        if (to > from) yield joined.subarray(from, to);
        from = to;
        yield piece;
      }
  }
  if (to > from) yield joined.subarray(from, to);
}

function joinedLength({ headLength, body }: Waiting): number {
  return startLength + headLength + lengthOf(body.filter((piece) => piece.length <= smallPiece));
}

/** Returns where the head ends. */
function writeStart(bytes: Buffer, at: number, { kind, call, head, headLength, body }: Waiting): number {
  bytes.writeUInt32LE(startLength - 4 + headLength + lengthOf(body), at);
  bytes.writeUInt8(frameKinds.indexOf(kind), at + 4);
  bytes.writeUInt32LE(call, at + 5);
  bytes.writeUInt32LE(headLength, at + 9);
  return at + startLength + bytes.write(head, at + startLength, 'utf8');
}
