import type { Readable } from 'node:stream';
import { print } from '../log.ts';

/** Prints the lines of a program with a mark before each of them. */
export function printMarked(mark: string): (from: Readable, to: NodeJS.WriteStream) => void {
  return (from, to) => {
    const lines = new MarkedLines(mark, (bytes) => print(to, bytes));
    from.on('data', (chunk: Buffer) => lines.add(chunk));
    from.once('close', () => lines.end());
  };
}

/** The longest line that is kept until its end comes. */
const longestLine = 8192;
const lineFeed = 10;

class MarkedLines {
  readonly #mark: Buffer;
  readonly #print: (bytes: Buffer) => void;
  /** The beginning of a line. */
  #rest = Buffer.alloc(0);

  constructor(mark: string, print: (bytes: Buffer) => void) {
    this.#mark = Buffer.from(mark);
    this.#print = print;
  }

  add(chunk: Buffer): void {
    const bytes = Buffer.concat([this.#rest, chunk]);
    const parts: Buffer[] = [];
    let from = 0;
    for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, from)) {
      parts.push(this.#mark, bytes.subarray(from, end + 1));
      from = end + 1;
    }
    this.#rest = bytes.subarray(from);
    if (parts.length > 0) this.#print(Buffer.concat(parts));
    if (this.#rest.length > longestLine) this.end();
  }

  /** Prints what has no end. */
  end(): void {
    if (this.#rest.length > 0) this.#print(Buffer.concat([this.#mark, this.#rest, Buffer.from('\n')]));
    this.#rest = Buffer.alloc(0);
  }
}
