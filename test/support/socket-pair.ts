import { type Duplex, duplexPair } from 'node:stream';

/** The two ends of a socket in this process. Unlike Node's pair, and like the kernel, it passes on copies. */
export function socketPair(): readonly [Duplex, Duplex] {
  const ends = duplexPair();
  for (const end of ends) {
    const write = end._write.bind(end);
    end._write = (bytes: Buffer, encoding, done) => write(Buffer.from(bytes), encoding, done);
  }
  return ends;
}
