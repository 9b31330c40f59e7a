import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { failure, ok, type Result } from '../model/result.ts';
import { errorCode } from './error-code.ts';

/** Why a path is not read. */
export type NotReadable = 'symbolic-link' | 'folder' | 'special' | 'unreadable';

export interface RegularFile {
  /** Empty where the file is too large. */
  readonly content: Uint8Array;
  readonly isLarge: boolean;
  readonly stat: Stats;
}

/** Opening a link fails instead of following it, and opening a pipe does not wait for a writer. */
const noFollow = constants.O_NOFOLLOW ?? 0;
const openFlags = constants.O_RDONLY | noFollow | (constants.O_NONBLOCK ?? 0);

const largestRead = 16_000_000;

export interface ReadOptions {
  /** The most bytes that are read. */
  readonly largest?: number;
  readonly followsLinks?: boolean;
}

/**
 * Reads a file that anybody may have put there: only a regular file, without waiting, not more than the limit, and
 * through a link only where that is said. Undefined where there is none.
 */
export function readRegularFile(
  path: string,
  { largest = largestRead, followsLinks = false }: ReadOptions = {},
): Result<RegularFile, NotReadable> | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(path, followsLinks ? openFlags & ~noFollow : openFlags);
    const stat = fstatSync(handle);
    if (stat.isDirectory()) return failure('folder');
    if (!stat.isFile()) return failure('special');
    const isLarge = stat.size > largest;
    return ok({ content: isLarge ? new Uint8Array() : readWhole(handle, stat.size), isLarge, stat });
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return failure(reasons[code] ?? 'unreadable');
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** The text of such a file; undefined where there is none, or it is not one. */
export function readRegularText(path: string): string | undefined {
  const read = readRegularFile(path);
  return read?.ok && !read.value.isLarge ? new TextDecoder().decode(read.value.content) : undefined;
}

/** If the file is truncated meanwhile, the shorter content counts. */
function readWhole(handle: number, size: number): Uint8Array {
  const content = Buffer.allocUnsafeSlow(size);
  let read = 0;
  for (let more = 1; more > 0 && read < size; read += more)
    more = readSync(handle, content, read, size - read, null);
  return read === size ? content : content.subarray(0, read);
}

/** Error codes of a link that is not followed, and of a socket. */
const reasons: Readonly<Record<string, NotReadable>> = {
  ELOOP: 'symbolic-link',
  EMLINK: 'symbolic-link',
  ENXIO: 'special',
};
