/** What is unpacked so far: it is the dictionary too, so nothing is ever thrown away. */
export interface Unpacked {
  readonly bytes: Uint8Array;
  length: number;
}

/** Thrown where the packed bytes end, or say what cannot be. What was unpacked before is right. */
export class EndOfPacked extends Error {}

const bitModel = 1 << 11;

/** Bits with a probability each, as LZMA's range coder writes them. */
class Bits {
  readonly #bytes: Uint8Array;
  #at: number;
  #range = 0xffffffff;
  #code = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#at = 1;
    for (let index = 0; index < 4; index += 1) this.#code = ((this.#code << 8) | this.#next()) >>> 0;
  }

  bit(odds: Uint16Array, index: number): number {
    const chance = odds[index] ?? 0;
    const bound = (this.#range >>> 11) * chance;
    const isOne = this.#code >= bound;
    if (isOne) {
      this.#range -= bound;
      this.#code -= bound;
      odds[index] = chance - (chance >>> 5);
    } else {
      this.#range = bound;
      odds[index] = chance + ((bitModel - chance) >>> 5);
    }
    this.#refill();
    return isOne ? 1 : 0;
  }

  /** A number whose highest bit comes first. */
  tree(odds: Uint16Array, from: number, count: number): number {
    let place = 1;
    for (let left = count; left > 0; left -= 1) place = place * 2 + this.bit(odds, from + place);
    return place - (1 << count);
  }

  /** The same, the lowest bit first. */
  reverseTree(odds: Uint16Array, from: number, count: number): number {
    let place = 1;
    let number = 0;
    for (let index = 0; index < count; index += 1) {
      const bit = this.bit(odds, from + place);
      place = place * 2 + bit;
      number += bit * 2 ** index;
    }
    return number;
  }

  /** Bits that are as often 0 as 1. */
  plain(count: number): number {
    let number = 0;
    for (let left = count; left > 0; left -= 1) {
      this.#range >>>= 1;
      const isOne = this.#code >= this.#range;
      if (isOne) this.#code -= this.#range;
      number = number * 2 + (isOne ? 1 : 0);
      this.#refill();
    }
    return number;
  }

  #refill(): void {
    if (this.#range >= 1 << 24) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.#next()) >>> 0;
  }

  #next(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new EndOfPacked();
    this.#at += 1;
    return byte;
  }
}

function even(count: number): Uint16Array {
  return new Uint16Array(count).fill(bitModel / 2);
}

/** The odds of the length of a match: short, middle or long. */
class Lengths {
  readonly #choices = even(2);
  readonly #short = even(16 << 3);
  readonly #middle = even(16 << 3);
  readonly #long = even(1 << 8);

  read(bits: Bits, place: number): number {
    if (bits.bit(this.#choices, 0) === 0) return 2 + bits.tree(this.#short, place << 3, 3);
    if (bits.bit(this.#choices, 1) === 0) return 10 + bits.tree(this.#middle, place << 3, 3);
    return 18 + bits.tree(this.#long, 0, 8);
  }
}

/** How many bits of the place in the file, and of the byte before, the odds of a byte depend on. */
export interface LzmaProperties {
  readonly ofByte: number;
  readonly ofPlace: number;
  readonly ofPlaceInMatches: number;
}

/** `lc`, `lp` and `pb` in one byte; undefined for a byte that holds none. */
export function propertiesIn(byte: number): LzmaProperties | undefined {
  if (byte >= 225) return undefined;
  return { ofByte: byte % 9, ofPlace: Math.floor(byte / 9) % 5, ofPlaceInMatches: Math.floor(byte / 45) };
}

/** What LZMA has learnt about a file, which goes on from one chunk to the next. */
export class LzmaState {
  readonly #properties: LzmaProperties;
  readonly #isMatch = even(12 << 4);
  readonly #isAgain = even(12);
  readonly #isOther = [even(12), even(12), even(12)] as const;
  readonly #isLong = even(12 << 4);
  readonly #slots = even(4 << 6);
  readonly #special = even(128);
  readonly #align = even(16);
  readonly #lengths = new Lengths();
  readonly #lengthsAgain = new Lengths();
  readonly #literals: Uint16Array;
  readonly #distances = [0, 0, 0, 0];
  #state = 0;

  constructor(properties: LzmaProperties) {
    this.#properties = properties;
    this.#literals = even(0x300 << (properties.ofByte + properties.ofPlace));
  }

  /** Unpacks until so many bytes are there, or the file says that it ends. */
  unpack(packed: Uint8Array, out: Unpacked, until: number): void {
    const bits = new Bits(packed);
    while (out.length < until) {
      const place = out.length & ((1 << this.#properties.ofPlaceInMatches) - 1);
      if (bits.bit(this.#isMatch, (this.#state << 4) + place) === 0) this.#literal(bits, out);
      else {
        const length = this.#match(bits, place, out);
        if (length === 0) return;
        this.#copy(out, Math.min(length, until - out.length));
      }
    }
  }

  #literal(bits: Bits, out: Unpacked): void {
    const { ofByte, ofPlace } = this.#properties;
    const before = out.bytes[out.length - 1] ?? 0;
    const group = ((out.length & ((1 << ofPlace) - 1)) << ofByte) + (before >> (8 - ofByte));
    const from = 0x300 * group;
    let symbol = 1;
    if (this.#state >= 7) {
      let matched = out.bytes[out.length - 1 - (this.#distances[0] ?? 0)] ?? 0;
      while (symbol < 0x100) {
        const expected = (matched >> 7) & 1;
        matched <<= 1;
        const bit = bits.bit(this.#literals, from + ((1 + expected) << 8) + symbol);
        symbol = symbol * 2 + bit;
        if (bit !== expected) break;
      }
    }
    while (symbol < 0x100) symbol = symbol * 2 + bits.bit(this.#literals, from + symbol);
    out.bytes[out.length] = symbol & 0xff;
    out.length += 1;
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  /** Its length; 0 at the end. The distance is the first of the last four then. */
  #match(bits: Bits, place: number, out: Unpacked): number {
    const state = this.#state;
    if (bits.bit(this.#isAgain, state) === 0) {
      const length = this.#lengths.read(bits, place);
      this.#state = state < 7 ? 7 : 10;
      const distance = this.#distance(bits, length);
      if (distance === 0xffffffff) return 0;
      this.#distances.unshift(distance);
      this.#distances.length = 4;
      return this.#checked(length, out);
    }
    const which = this.#which(bits, state);
    if (which === 0 && bits.bit(this.#isLong, (state << 4) + place) === 0) {
      this.#state = state < 7 ? 9 : 11;
      return this.#checked(1, out);
    }
    this.#distances.unshift(...this.#distances.splice(which, 1));
    this.#state = state < 7 ? 8 : 11;
    return this.#checked(this.#lengthsAgain.read(bits, place), out);
  }

  /** Which of the last four distances it is. */
  #which(bits: Bits, state: number): number {
    for (const [index, odds] of this.#isOther.entries()) if (bits.bit(odds, state) === 0) return index;
    return 3;
  }

  #checked(length: number, out: Unpacked): number {
    if ((this.#distances[0] ?? 0) >= out.length) throw new EndOfPacked();
    return length;
  }

  #distance(bits: Bits, length: number): number {
    const slot = bits.tree(this.#slots, Math.min(length - 2, 3) << 6, 6);
    if (slot < 4) return slot;
    const count = (slot >> 1) - 1;
    const base = (2 + (slot & 1)) * 2 ** count;
    if (slot < 14) return base + bits.reverseTree(this.#special, base - slot, count);
    return base + bits.plain(count - 4) * 16 + bits.reverseTree(this.#align, 0, 4);
  }

  #copy(out: Unpacked, length: number): void {
    const distance = (this.#distances[0] ?? 0) + 1;
    for (let left = length; left > 0; left -= 1) {
      out.bytes[out.length] = out.bytes[out.length - distance] ?? 0;
      out.length += 1;
    }
  }
}
