import { padded } from '../../publish/tar-header.ts';

const block = 512;

/** Reads or skips bytes of a stream of any size. */
class Bytes {
  readonly #source: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array();

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Fewer bytes at the end of the stream. */
  async read(count: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    let missing = count;
    while (missing > 0 && (await this.#fill())) {
      const part = this.#chunk.subarray(0, missing);
      this.#chunk = this.#chunk.subarray(part.length);
      parts.push(part);
      missing -= part.length;
    }
    return Buffer.concat(parts);
  }

  async skip(count: number): Promise<void> {
    let missing = count;
    while (missing > 0 && (await this.#fill())) {
      const { length } = this.#chunk.subarray(0, missing);
      this.#chunk = this.#chunk.subarray(length);
      missing -= length;
    }
  }

  async #fill(): Promise<boolean> {
    while (this.#chunk.length === 0) {
      const { done, value } = await this.#source.next();
      if (done) return false;
      this.#chunk = value;
    }
    return true;
  }
}

export interface LayerFiles {
  readonly files: readonly string[];
  /** The text of the file in which a system says which one it is. */
  readonly osRelease: string | undefined;
}

/** The files of every layer of an image, as `docker save` and `podman save` write it: a tar of tars. */
export async function layerFiles(saved: AsyncIterable<Uint8Array>): Promise<LayerFiles> {
  const bytes = new Bytes(saved);
  const files: string[] = [];
  let osRelease: string | undefined;
  await walk(bytes, Number.POSITIVE_INFINITY, async (name, size) => {
    // Older engines call a layer `<id>/layer.tar`, newer ones `blobs/sha256/<digest>`, podman `<digest>.tar`.
    const isLayer = /\.tar$|^blobs\//.test(name) && size > block;
    if (!isLayer) return 0;
    return walk(bytes, size, async (path, length) => {
      const name = path.replace(/^\.?\//, '');
      files.push(name);
      if (!isOsRelease(name, length)) return 0;
      osRelease = (await bytes.read(length)).toString();
      return length;
    });
  });
  return { files, osRelease };
}

/** A link to the other is none. */
function isOsRelease(name: string, length: number): boolean {
  return /^(etc|usr\/lib)\/os-release$/.test(name) && length > 0 && length < 64 * 1024;
}

/** Calls `onFile` for each file, which returns how many bytes of the content it read. Returns the total. */
async function walk(
  bytes: Bytes,
  limit: number,
  onFile: (name: string, size: number) => Promise<number>,
): Promise<number> {
  let read = 0;
  let longName: string | undefined;
  while (read + block <= limit) {
    const header = await bytes.read(block);
    read += header.length;
    // A blob may be JSON or compressed, and the last blocks are empty.
    if (header.length < block || header.toString('latin1', 257, 262) !== 'ustar') break;
    const size = sizeOf(header);
    const type = String.fromCharCode(header[156] ?? 0);
    let taken = 0;
    if (type === 'L' || type === 'x') {
      const content = await bytes.read(size);
      taken = content.length;
      longName = type === 'L' ? content.toString().replace(/\0.*$/s, '') : pathOf(content.toString());
    } else {
      const name = longName ?? nameOf(header);
      longName = undefined;
      if (type === '0' || type === '\0') taken = await onFile(name, size);
    }
    const whole = padded(size);
    await bytes.skip(whole - taken);
    read += whole;
  }
  return read;
}

function nameOf(header: Buffer): string {
  const text = (from: number, to: number) => header.toString('utf8', from, to).replace(/\0.*$/s, '');
  const prefix = text(345, 500);
  return prefix ? `${prefix}/${text(0, 100)}` : text(0, 100);
}

/** Octal digits, or a binary number after a marker bit. */
function sizeOf(header: Buffer): number {
  if ((header[124] ?? 0) & 0x80) return Number(header.readBigUInt64BE(128));
  return Number.parseInt(header.toString('latin1', 124, 136), 8) || 0;
}

/** A value of an extended header, whose records are `<length> <key>=<value>`. */
function pathOf(records: string): string | undefined {
  return /(?:^|\n)\d+ path=(.*)\n/.exec(records)?.[1];
}
