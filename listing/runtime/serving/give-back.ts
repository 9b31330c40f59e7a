import type { Writable } from 'node:stream';

const worthGivingBack = 4_096;

/**
 * Frees memory that is no longer used, if nothing else is in it. Otherwise V8 would look through its whole heap every few
 * large bodies, just to find out that nothing uses them.
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  if (isAlone && byteLength >= worthGivingBack) buffer.transfer(0);
}

/** Writes a piece that nothing else uses, and frees its memory when it is written. */
export function writeOnce(stream: Writable, piece: Uint8Array): boolean {
  if (piece.byteLength < worthGivingBack) return stream.write(piece);
  return stream.write(piece, (fault) => {
    if (!fault) giveBack(piece);
  });
}
