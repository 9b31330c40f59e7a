/** Thrown where the packed bytes end, or say what cannot be. The blocks before are right. */
class EndOfBlocks extends Error {}

/** The whole blocks at the begin of a file of bzip2. */
export function unpackBzip2(packed: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  const bits = new BitReader(packed.subarray(4));
  const level = (packed[3] ?? 0) - 0x30;
  let length = 0;
  try {
    for (let left = mostBlocks; left > 0 && length < most && isBlock(bits); left -= 1)
      length = unpackBlock(bits, level * 100_000, out, length);
  } catch (error) {
    if (!(error instanceof EndOfBlocks)) throw error;
  }
  return out.subarray(0, length);
}

/** A block has 100 kB and more, but for the last one. */
const mostBlocks = 200;

function isBlock(bits: BitReader): boolean {
  return bits.read(24) === 0x314159 && bits.read(24) === 0x265359;
}

class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bit(): number {
    const byte = this.#bytes[this.#at >> 3];
    if (byte === undefined) throw new EndOfBlocks();
    const bit = (byte >> (7 - (this.#at & 7))) & 1;
    this.#at += 1;
    return bit;
  }

  read(count: number): number {
    let number = 0;
    for (let left = count; left > 0; left -= 1) number = number * 2 + this.bit();
    return number;
  }
}

function unpackBlock(bits: BitReader, most: number, out: Uint8Array, length: number): number {
  // The check sum, which nobody needs here, and a mark that only the oldest files have.
  bits.read(32);
  if (bits.bit() === 1) throw new EndOfBlocks();
  const origin = bits.read(24);
  const symbols = usedBytes(bits);
  const groups = bits.read(3);
  const selectors = selectorsOf(bits, groups);
  const tables = Array.from({ length: groups }, () => tableOf(bits, symbols.length + 2));
  const block = decode(bits, { symbols, selectors, tables, most });
  return writeRuns(inverted(block, origin), out, length);
}

/** The bytes that occur, by two levels of marks. */
function usedBytes(bits: BitReader): number[] {
  const ranges = bits.read(16);
  const used: number[] = [];
  for (let range = 0; range < 16; range += 1) {
    if (((ranges >> (15 - range)) & 1) === 0) continue;
    for (let place = 0; place < 16; place += 1) if (bits.bit() === 1) used.push(range * 16 + place);
  }
  return used;
}

/** Which table each 50 symbols have, moved to the front when it is used. */
function selectorsOf(bits: BitReader, groups: number): readonly number[] {
  const order = Array.from({ length: groups }, (_, index) => index);
  return Array.from({ length: bits.read(15) }, () => {
    let place = 0;
    while (bits.bit() === 1) place += 1;
    const [chosen] = order.splice(place, 1);
    if (chosen === undefined) throw new EndOfBlocks();
    order.unshift(chosen);
    return chosen;
  });
}

/** A Huffman code: for each length, where its codes begin and which symbols they are. */
interface Table {
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}

function tableOf(bits: BitReader, count: number): Table {
  let length = bits.read(5);
  const lengths = Array.from({ length: count }, () => {
    while (bits.bit() === 1) length += bits.bit() === 1 ? -1 : 1;
    if (length < 1 || length > 20) throw new EndOfBlocks();
    return length;
  });
  const sorted = lengths.map((own, symbol) => ({ own, symbol })).sort((one, other) => one.own - other.own);
  const counts = Array.from({ length: 21 }, (_, own) => lengths.filter((one) => one === own).length);
  return { counts, symbols: sorted.map(({ symbol }) => symbol) };
}

function symbolIn(bits: BitReader, { counts, symbols }: Table): number {
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= 20; length += 1) {
    code += bits.bit();
    const count = counts[length] ?? 0;
    if (code - first < count) return symbols[index + code - first] ?? 0;
    index += count;
    first = (first + count) * 2;
    code *= 2;
  }
  throw new EndOfBlocks();
}

interface Coded {
  readonly symbols: number[];
  readonly selectors: readonly number[];
  readonly tables: readonly Table[];
  readonly most: number;
}

/** Runs of the byte in front, and places of others that move to the front. */
function decode(bits: BitReader, { symbols, selectors, tables, most }: Coded): Uint8Array {
  const block = new Uint8Array(most);
  let length = 0;
  let run = 0;
  let weight = 1;
  for (let count = 0; ; count += 1) {
    const table = tables[selectors[Math.floor(count / 50)] ?? -1];
    if (!table) throw new EndOfBlocks();
    const symbol = symbolIn(bits, table);
    if (symbol < 2) {
      run += weight << symbol;
      weight *= 2;
      if (run > most) throw new EndOfBlocks();
      continue;
    }
    if (length + run > most) throw new EndOfBlocks();
    block.fill(symbols[0] ?? 0, length, length + run);
    length += run;
    [run, weight] = [0, 1];
    if (symbol === symbols.length + 1) return block.subarray(0, length);
    const [byte = 0] = symbols.splice(symbol - 1, 1);
    symbols.unshift(byte);
    if (length === most) throw new EndOfBlocks();
    block[length] = byte;
    length += 1;
  }
}

/** The text whose sorted rotations end with these bytes. */
function inverted(block: Uint8Array, origin: number): Uint8Array {
  const starts = new Uint32Array(257);
  for (const byte of block) starts[byte + 1] = (starts[byte + 1] ?? 0) + 1;
  for (let byte = 1; byte < 257; byte += 1) starts[byte] = (starts[byte] ?? 0) + (starts[byte - 1] ?? 0);
  const next = new Uint32Array(block.length);
  for (const [place, byte] of block.entries()) {
    next[starts[byte] ?? 0] = place;
    starts[byte] = (starts[byte] ?? 0) + 1;
  }
  const text = new Uint8Array(block.length);
  let at = next[origin] ?? 0;
  for (let place = 0; place < text.length; place += 1) {
    text[place] = block[at] ?? 0;
    at = next[at] ?? 0;
  }
  return text;
}

/** Behind four equal bytes stands how many more there are. */
function writeRuns(text: Uint8Array, out: Uint8Array, start: number): number {
  let length = start;
  let same = 0;
  let last = -1;
  for (const byte of text) {
    if (same === 4) {
      const end = Math.min(out.length, length + byte);
      out.fill(last, length, end);
      length = end;
      same = 0;
      last = -1;
      continue;
    }
    same = byte === last ? same + 1 : 1;
    last = byte;
    if (length === out.length) return length;
    out[length] = byte;
    length += 1;
  }
  return length;
}
