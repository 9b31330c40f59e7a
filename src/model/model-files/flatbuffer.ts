import { type Pieces, utf8 } from './pieces.ts';

/** A table of a FlatBuffer: its place in the file. */
export type Table = number;

const longestText = 1 << 16;
const mostItems = 20_000;

/** Reads members of tables by their number. What lies outside of the file is undefined. */
export class FlatBuffer {
  readonly #pieces: Pieces;

  constructor(pieces: Pieces) {
    this.#pieces = pieces;
  }

  root(): Table | undefined {
    return this.#follow(0);
  }

  /** A member that is a number of four bytes. */
  int(table: Table | undefined, member: number): number | undefined {
    const at = this.#place(table, member);
    return at === undefined ? undefined : this.#view(at, 4)?.getInt32(0, true);
  }

  flag(table: Table | undefined, member: number): boolean {
    const at = this.#place(table, member);
    return at !== undefined && this.#view(at, 1)?.getUint8(0) === 1;
  }

  table(table: Table | undefined, member: number): Table | undefined {
    const at = this.#place(table, member);
    return at === undefined ? undefined : this.#follow(at);
  }

  text(table: Table | undefined, member: number): string | undefined {
    const at = this.table(table, member);
    const length = at === undefined ? undefined : this.#view(at, 4)?.getUint32(0, true);
    if (at === undefined || length === undefined || length > longestText) return undefined;
    return utf8(this.#pieces.read(at + 4, length));
  }

  /** The tables of a list. */
  tables(table: Table | undefined, member: number): readonly Table[] {
    const at = this.table(table, member);
    const count = at === undefined ? 0 : (this.#view(at, 4)?.getUint32(0, true) ?? 0);
    if (at === undefined || count > mostItems) return [];
    return Array.from({ length: count }, (_, index) => this.#follow(at + 4 + 4 * index)).filter(
      (place) => place !== undefined,
    );
  }

  #follow(at: number): number | undefined {
    const offset = this.#view(at, 4)?.getUint32(0, true);
    return offset === undefined ? undefined : at + offset;
  }

  #place(table: Table | undefined, member: number): number | undefined {
    const back = table === undefined ? undefined : this.#view(table, 4)?.getInt32(0, true);
    if (table === undefined || back === undefined) return undefined;
    const list = table - back;
    const size = this.#view(list, 2)?.getUint16(0, true) ?? 0;
    if (4 + 2 * member + 2 > size) return undefined;
    const offset = this.#view(list + 4 + 2 * member, 2)?.getUint16(0, true) ?? 0;
    return offset === 0 ? undefined : table + offset;
  }

  #view(at: number, length: number): DataView | undefined {
    if (at < 0 || at + length > this.#pieces.size) return undefined;
    const bytes = this.#pieces.read(at, length);
    return bytes.length < length ? undefined : new DataView(bytes.buffer, bytes.byteOffset, length);
  }
}
