import type { Pieces } from '../pieces.ts';

/** Thrown where a file ends too early, or says more than is read of any file. `readPickle` catches it. */
export class CutOff extends Error {}

/** Behind a part that was passed over, little is read first. */
const firstWindow = 1 << 12;
const largestWindow = 1 << 16;
/** The longest line or text that is read into memory. */
const longestText = 1 << 20;

/** Reads a file from the front to the back. Parts that are passed over are not read. */
export class Cursor {
  at = 0;
  readonly #pieces: Pieces;
  #left: number;
  #window = new Uint8Array();
  #windowAt = 0;

  constructor(pieces: Pieces, mostBytes: number) {
    this.#pieces = pieces;
    this.#left = mostBytes;
  }

  byte(): number {
    const found = this.#window[this.at - this.#windowAt];
    if (found !== undefined) {
      this.at += 1;
      return found;
    }
    return this.#load(1)[0] ?? 0;
  }

  take(length: number): Uint8Array {
    if (length > longestText) throw new CutOff();
    const from = this.at - this.#windowAt;
    if (from < 0 || from + length > this.#window.length) return this.#load(length);
    this.at += length;
    return this.#window.subarray(from, from + length);
  }

  /** The first bytes of a part that may be far larger. */
  takeStart(length: number, most: number): Uint8Array {
    const end = this.at + length;
    const start = this.take(Math.min(length, most)).slice();
    this.at = end;
    return start;
  }

  /** The last bytes before this place. */
  before(length: number): Uint8Array {
    this.#pay(length);
    return this.#pieces.read(this.at - length, length).slice();
  }

  /** Without its end. */
  line(): Uint8Array {
    const bytes: number[] = [];
    for (let byte = this.byte(); byte !== 0x0a; byte = this.byte()) {
      if (bytes.length === longestText) throw new CutOff();
      bytes.push(byte);
    }
    return Uint8Array.from(bytes);
  }

  /** A number of some bytes, the lowest first. */
  unsigned(length: number): number {
    return this.take(length).reduceRight((number, byte) => number * 256 + byte, 0);
  }

  #load(length: number): Uint8Array {
    const goesOn = this.at === this.#windowAt + this.#window.length;
    const next = goesOn ? Math.min(2 * this.#window.length, largestWindow) : firstWindow;
    const wanted = Math.max(length, firstWindow, next);
    this.#pay(wanted);
    this.#window = this.#pieces.read(this.at, wanted).slice();
    this.#windowAt = this.at;
    if (this.#window.length < length) throw new CutOff();
    this.at += length;
    return this.#window.subarray(0, length);
  }

  #pay(length: number): void {
    this.#left -= length;
    if (this.#left < 0) throw new CutOff();
  }
}
