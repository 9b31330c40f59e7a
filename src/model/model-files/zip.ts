import { type ModelFile, type Pieces, partOf, piecesOf, utf8 } from './pieces.ts';

/** The files of a zip by their names. Their content is read on demand. */
export class Zip {
  readonly names: readonly string[];
  readonly #file: ModelFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  constructor(file: ModelFile, entries: readonly Entry[]) {
    this.#file = file;
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
    this.names = [...this.#entries.keys()];
  }

  /** The first name that ends so. */
  named(ending: string): string | undefined {
    return this.names.find((name) => name === ending || name.endsWith(`/${ending}`));
  }

  /** Of a packed file, as much as fits into a bounded memory. */
  open(name: string | undefined): Pieces | undefined {
    const entry = this.#entries.get(name ?? '');
    if (!entry) return undefined;
    const head = viewOf(this.#file.read(entry.at, 30));
    if (head?.getUint32(0, true) !== 0x04034b50) return undefined;
    const start = entry.at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    const content = partOf(this.#file, start, entry.packedSize);
    if (entry.method === 0) return content;
    if (entry.method !== 8) return undefined;
    return piecesOf(this.#file.inflate('deflate', content.read(0, mostPacked), mostUnpacked));
  }

  text(name: string | undefined): string | undefined {
    const content = this.open(name);
    return content && utf8(content.read(0, mostUnpacked));
  }
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packedSize: number;
  readonly at: number;
}

const mostPacked = 4 << 20;
const mostUnpacked = 16 << 20;
const mostDirectory = 8 << 20;
const mostEntries = 50_000;

/** Undefined where the file is no zip, or its end is not there. */
export function readZip(file: ModelFile): Zip | undefined {
  const [one, two, three, four] = file.read(0, 4);
  if (one !== 0x50 || two !== 0x4b || three !== 3 || four !== 4) return undefined;
  const place = directoryOf(file);
  if (!place || place.size > mostDirectory) return undefined;
  const entries = entriesIn(file.read(place.at, place.size));
  return entries.length > 0 ? new Zip(file, entries) : undefined;
}

/** Where the list of files is: the end of a zip says so, behind a comment of at most 64 kB. */
function directoryOf(file: Pieces): { readonly at: number; readonly size: number } | undefined {
  const length = Math.min(file.size, 22 + 0xffff);
  const tail = file.read(file.size - length, length);
  const view = viewOf(tail);
  for (let at = tail.length - 22; view && at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const place = { size: view.getUint32(at + 12, true), at: view.getUint32(at + 16, true) };
    return place.at === 0xffffffff || place.size === 0xffffffff
      ? largeDirectoryOf(file, file.size - length + at)
      : place;
  }
  return undefined;
}

/** In a zip of more than 4 GB, the numbers are in a record before the end. */
function largeDirectoryOf(file: Pieces, end: number) {
  const locator = viewOf(file.read(end - 20, 20));
  if (locator?.byteLength !== 20 || locator.getUint32(0, true) !== 0x07064b50) return undefined;
  const record = viewOf(file.read(Number(locator.getBigUint64(8, true)), 56));
  if (record?.byteLength !== 56 || record.getUint32(0, true) !== 0x06064b50) return undefined;
  return { size: Number(record.getBigUint64(40, true)), at: Number(record.getBigUint64(48, true)) };
}

function entriesIn(directory: Uint8Array): readonly Entry[] {
  const view = viewOf(directory);
  const entries: Entry[] = [];
  for (let at = 0; view && at + 46 <= directory.length && entries.length < mostEntries; ) {
    if (view.getUint32(at, true) !== 0x02014b50) break;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) =>
      view.getUint16(at + place, true),
    );
    const name = utf8(directory.subarray(at + 46, at + 46 + (nameLength ?? 0)));
    const extraAt = at + 46 + (nameLength ?? 0);
    const large = largeNumbers(directory.subarray(extraAt, extraAt + (extraLength ?? 0)));
    const number = (place: number) => {
      const small = view.getUint32(at + place, true);
      return small === 0xffffffff ? large.shift() : small;
    };
    // In this order the extra part has those that are too large.
    const [, packedSize, offset] = [number(24), number(20), number(42)];
    if (packedSize === undefined || offset === undefined) break;
    entries.push({ name, method: view.getUint16(at + 10, true), packedSize, at: offset });
    at = extraAt + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return entries;
}

function largeNumbers(extra: Uint8Array): number[] {
  const view = viewOf(extra);
  for (let at = 0; view && at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const count = Math.floor(Math.min(view.getUint16(at + 2, true), extra.length - at - 4) / 8);
    return Array.from({ length: count }, (_, index) => Number(view.getBigUint64(at + 4 + 8 * index, true)));
  }
  return [];
}

function viewOf(bytes: Uint8Array): DataView | undefined {
  return bytes.length === 0 ? undefined : new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
