import type { OnReadOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Body, type Frame, type FrameKind, frameKinds, startLength } from './frames.ts';

type OnFrame = (frame: Frame) => void;

/** Reads frames from a stream. Their bodies stay in the pieces in which they came. */
export function readFrames(stream: Duplex, onFrame: OnFrame): void {
  stream.on(
    'data',
    frameParser(onFrame, () => new BodyInPieces()),
  );
}

/** Bodies with less than this missing are read together with what follows them. */
const worthPlacing = 16_384;

/** For the option `onread` of a socket: large bodies are read straight into their final place. */
export function framesInPlace(onFrame: OnFrame): OnReadOpts {
  const shared = Buffer.allocUnsafeSlow(65_536);
  let body: BodyInPlace | undefined;
  const parse = frameParser(onFrame, (length) => {
    body = new BodyInPlace(length);
    return body;
  });
  return {
    buffer: () => (body && body.missing.length >= worthPlacing ? body.missing : shared),
    callback: (count, bytes) => {
      parse(Buffer.from(bytes.buffer, bytes.byteOffset, count));
      return true;
    },
  };
}

interface BodyInProgress {
  readonly body: Body;
  readonly add: (piece: Buffer) => void;
}

class BodyInPieces implements BodyInProgress {
  readonly body: Buffer[] = [];

  add(piece: Buffer): void {
    this.body.push(piece);
  }
}

class BodyInPlace implements BodyInProgress {
  readonly body: readonly [Buffer];
  missing: Buffer;

  constructor(length: number) {
    this.missing = Buffer.allocUnsafe(length);
    this.body = [this.missing];
  }

  add(piece: Buffer): void {
    const isPlaced = piece.buffer === this.missing.buffer && piece.byteOffset === this.missing.byteOffset;
    if (!isPlaced) this.missing.set(piece);
    this.missing = this.missing.subarray(piece.length);
  }
}

interface OpenFrame extends Omit<Frame, 'body'> {
  readonly parts: BodyInProgress;
  missing: number;
}

/** Takes the bytes of a socket in any pieces. It keeps no bytes but those of bodies. */
function frameParser(
  onFrame: OnFrame,
  openBody: (length: number) => BodyInProgress,
): (bytes: Buffer) => void {
  let unread: Buffer = none;
  let frame: OpenFrame | undefined;
  return (bytes) => {
    let rest = unread.length > 0 ? Buffer.concat([unread, bytes]) : bytes;
    for (;;) {
      if (!frame) {
        const bodyAt = bodyStart(rest);
        if (bodyAt > rest.length) break;
        frame = openFrame(rest, bodyAt, openBody);
        rest = rest.subarray(bodyAt);
      }
      const piece = rest.length > frame.missing ? rest.subarray(0, frame.missing) : rest;
      if (piece.length > 0) frame.parts.add(piece);
      rest = rest.subarray(piece.length);
      frame.missing -= piece.length;
      if (frame.missing > 0) break;
      const { kind, call, head, parts } = frame;
      frame = undefined;
      onFrame({ kind, call, head, body: parts.body });
    }
    unread = rest.length > 0 ? Buffer.from(rest) : none;
  };
}

const none = Buffer.alloc(0);

/** Where the body begins; more than there is where the head is not complete. */
function bodyStart(bytes: Buffer): number {
  return bytes.length < startLength ? startLength : startLength + bytes.readUInt32LE(9);
}

function openFrame(bytes: Buffer, bodyAt: number, openBody: (length: number) => BodyInProgress): OpenFrame {
  const kind: FrameKind | undefined = frameKinds[bytes.readUInt8(4)];
  if (!kind) throw new Error('the data on the socket is not a valid frame');
  const missing = 4 + bytes.readUInt32LE(0) - bodyAt;
  const head = bytes.toString('utf8', startLength, bodyAt);
  return { kind, call: bytes.readUInt32LE(5), head, parts: openBody(missing), missing };
}
