/** A file that is read in pieces. One that reaches beyond the end is shorter. */
export interface Pieces {
  readonly size: number;
  readonly read: (at: number, length: number) => Uint8Array;
}

export type Packing = 'zlib' | 'gzip' | 'deflate';

/** A file of a model, whose name may say what it is. */
export interface ModelFile extends Pieces {
  readonly name: string;
  /** What the first packed bytes hold, at most `most` bytes of it; nothing where they are not packed so. */
  readonly inflate: (packing: Packing, packed: Uint8Array, most: number) => Uint8Array;
}

/** A folder of a model: the paths of its files below it, in order. */
export interface ModelFolder {
  readonly name: string;
  readonly paths: readonly string[];
  /** One at a time: the file that was opened before is closed. */
  readonly open: (path: string) => ModelFile | undefined;
  readonly parseYaml: (text: string) => unknown;
}

/** Bytes in memory as a file. */
export function piecesOf(bytes: Uint8Array): Pieces {
  return { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) };
}

/** A file of which no more than so many bytes are read, however often: then all pieces are empty. */
export function metered<Whole extends Pieces>(whole: Whole, mostBytes: number): Whole {
  let left = mostBytes;
  const read = (at: number, length: number) => {
    left -= Math.max(0, Math.min(length, whole.size - at));
    return left < 0 ? new Uint8Array() : whole.read(at, length);
  };
  return { ...whole, read };
}

/** A part of a file as a file. */
export function partOf({ size, read }: Pieces, at: number, length: number): Pieces {
  const whole = Math.max(0, Math.min(length, size - at));
  return {
    size: whole,
    read: (from, wanted) => read(at + from, Math.max(0, Math.min(wanted, whole - from))),
  };
}

/** One letter for each byte. */
export function latin(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

export function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
