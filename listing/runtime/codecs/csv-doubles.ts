import { NumberTable } from '../number-table.ts';

/**
 * Whole numbers with up to 15 digits, and powers of ten up to 10^15, are exact doubles, so one division rounds
 * correctly.
 */
const mostDigits = 15;
const powersOfTen = Array.from({ length: mostDigits + 1 }, (_, power) => 10 ** power);

const letters = {
  tab: 0x09,
  feed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  point: 0x2e,
  zero: 0x30,
  nine: 0x39,
  largeE: 0x45,
  smallE: 0x65,
} as const;

/**
 * Reads a CSV body of plain numbers in one pass, without creating a string per cell. An empty cell is NaN. Returns
 * undefined for anything else: quotes, words, rows of different lengths.
 */
export function csvDoubles(body: Uint8Array): NumberTable | undefined {
  const reader = new CellReader(body);
  let cells = new Float64Array(Math.max(16, body.length >> 3));
  let count = 0;
  let width = 0;
  let rows = 0;
  while (reader.skipLineEnds()) {
    const start = count;
    do {
      if (count === cells.length) cells = doubled(cells);
      if (!reader.readCell()) return undefined;
      cells[count++] = reader.value;
    } while (reader.takeComma());
    if (rows === 0) width = count;
    else if (count - start !== width) return undefined;
    rows += 1;
  }
  return rows === 0 ? undefined : NumberTable.ofDoubles(cells.subarray(0, count), [rows, width]);
}

function doubled(cells: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(cells.length * 2);
  larger.set(cells);
  return larger;
}

class CellReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  value = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** False at the end of the body. */
  skipLineEnds(): boolean {
    while (this.#bytes[this.#at] === letters.feed || this.#bytes[this.#at] === letters.carriageReturn)
      this.#at++;
    return this.#at < this.#bytes.length;
  }

  takeComma(): boolean {
    if (this.#bytes[this.#at] !== letters.comma) return false;
    this.#at++;
    return true;
  }

  /** Stores the number in `value`, and stops at the character that ends the cell. */
  readCell(): boolean {
    const bytes = this.#bytes;
    this.#skipBlanks();
    const start = this.#at;
    const sign = bytes[start];
    if (sign === letters.minus || sign === letters.plus) this.#at++;
    let mantissa = 0;
    let digits = 0;
    let point = -1;
    for (; ; this.#at++) {
      const byte = bytes[this.#at] ?? 0;
      if (byte >= letters.zero && byte <= letters.nine) {
        mantissa = mantissa * 10 + (byte - letters.zero);
        digits++;
      } else if (byte === letters.point && point === -1) point = digits;
      else break;
    }
    if (digits === 0) this.value = Number.NaN;
    else if (digits > mostDigits || isExponent(bytes[this.#at])) this.value = this.#readText(start);
    else {
      const decimals = point === -1 ? 0 : digits - point;
      this.value = (sign === letters.minus ? -mantissa : mantissa) / (powersOfTen[decimals] ?? 1);
    }
    const isPlain = digits > 0 ? !Number.isNaN(this.value) : this.#at === start;
    this.#skipBlanks();
    return isPlain && isEnd(bytes[this.#at]);
  }

  #skipBlanks(): void {
    while (this.#bytes[this.#at] === letters.space || this.#bytes[this.#at] === letters.tab) this.#at++;
  }

  /** For numbers that the fast path would round incorrectly. */
  #readText(start: number): number {
    while (!isEnd(this.#bytes[this.#at])) this.#at++;
    const number = Number(Buffer.from(this.#bytes.subarray(start, this.#at)).toString('latin1'));
    return Number.isFinite(number) ? number : Number.NaN;
  }
}

function isExponent(byte: number | undefined): boolean {
  return byte === letters.smallE || byte === letters.largeE;
}

function isEnd(byte: number | undefined): boolean {
  return (
    byte === undefined || byte === letters.comma || byte === letters.feed || byte === letters.carriageReturn
  );
}
