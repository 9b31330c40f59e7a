import { isEveryCase } from '../every-case.ts';
import { call, chunkedLine, line, type RawCase, sendNoMore } from './raw-case.ts';

const end = '0\r\n\r\n';
const hidden = call('hidden');

const piece = 'a'.repeat(2 ** 16);
const much = Array<string>(64).fill(piece);

const refused = (name: string, ...sends: readonly string[]): RawCase => ({
  name: `a chunk ${name}`,
  sends: [chunkedLine, ...sends],
  gets: [400],
  connection: 'ends',
});
const taken = (name: string, sent: string, body: string): RawCase => ({
  name,
  sends: [`${chunkedLine}${sent}`],
  gets: [body],
  connection: 'goes on',
});

/** Bounded by the time of a test, not by the servers. */
const manyChunks = isEveryCase ? 2_000_000 : 100_000;

export const chunks: readonly RawCase[] = [
  taken('two chunks', `2\r\nhe\r\n3\r\nllo\r\n${end}`, 'hello'),
  taken('sizes in capitals and with leading zeros', `00A\r\n0123456789\r\n000${end}`, '0123456789'),
  taken('an extension', `5;a=b;c="d e"\r\nhello\r\n0;f=g\r\n\r\n`, 'hello'),
  taken('a trailer', `5\r\nhello\r\n0\r\nX: y\r\n\r\n`, 'hello'),
  {
    name: 'a trailer that names a length',
    sends: [`${chunkedLine}5\r\nhello\r\n0\r\nContent-Length: 44\r\n\r\n${call('second')}`],
    gets: [400],
    connection: 'ends',
    flask: { gets: ['hello', 'second'], connection: 'goes on', because: 'a trailer is not even read' },
  },
  taken('many chunks of one byte', `${'1\r\na\r\n'.repeat(manyChunks)}${end}`, 'a'.repeat(manyChunks)),
  {
    name: 'bad chunks of more callers than may wait',
    sends: [`${chunkedLine}5\r\nhello\r\nz\r\n`],
    gets: [400],
    connection: 'ends',
    callers: 600,
  },
  refused('that is bad, before much more', 'z\r\n', ...much),
  refused('with a size below zero', `-1\r\nhello\r\n${end}${hidden}`),
  refused('with a sign', `+5\r\nhello\r\n${end}${hidden}`),
  refused('with a prefix', `0x5\r\nhello\r\n${end}${hidden}`),
  refused('without a size', `\r\nhello\r\n${end}${hidden}`),
  refused('with a size that is no number', `z\r\nhello\r\n${end}${hidden}`),
  refused('with a size that overflows', `10000000000000005\r\nhello\r\n${end}${hidden}`),
  refused('with a space before its size', ` 5\r\nhello\r\n${end}${hidden}`),
  refused('that is longer than its size', `5\r\nhello!\r\n${end}${hidden}`),
  refused('that is shorter than its size', `6\r\nhello\r\n${end}${hidden}`),
  refused('that ends with other characters', `5\r\nhelloXX${end}${hidden}`),
  refused('that ends with LF alone', `5\r\nhello\n${end}${hidden}`),
  refused('that ends with CR alone', `5\r\nhello\r${end}${hidden}`),
  refused('whose extension has a line break', `5;a\nb\r\nhello\r\n${end}${hidden}`),
  {
    name: 'an endless chunk size of zeros',
    sends: [chunkedLine, '0'.repeat(2 ** 20)],
    gets: [],
    connection: 'waits',
    flask: { gets: [400], connection: 'ends', because: 'it keeps the digits, and Node counts them' },
  },
  {
    name: 'an endless chunk extension',
    sends: [`${chunkedLine}5;${'a'.repeat(2 ** 20)}`],
    gets: [[400, 413]],
    connection: 'ends',
  },
  taken(
    'many chunks with extensions',
    `${`1;${'a'.repeat(500)}\r\na\r\n`.repeat(2000)}${end}`,
    'a'.repeat(2000),
  ),
  {
    name: 'an endless trailer',
    sends: [`${chunkedLine}0\r\n${'X: y\r\n'.repeat(2 ** 17)}`],
    gets: [[400, 431]],
    connection: 'ends',
  },
  {
    name: 'a chunk with the largest size',
    sends: [`${chunkedLine}ffffffffffffffff\r\nhello\r\n`],
    gets: [],
    connection: 'waits',
    flask: {
      gets: [400],
      connection: 'ends',
      because: 'Node tells nobody the size of a chunk before its bytes',
    },
  },
  {
    name: 'no last chunk',
    sends: [`${chunkedLine}5\r\nhello\r\n`, sendNoMore],
    gets: [400],
    connection: 'ends',
    flask: { gets: [], because: 'it closes the connection of a caller who will send no more' },
  },
  {
    name: 'half a chunk',
    sends: [`${chunkedLine}5\r\nhel`, sendNoMore],
    gets: [400],
    connection: 'ends',
    flask: { gets: [], because: 'it closes the connection of a caller who will send no more' },
  },
  {
    name: 'more in chunks than a body may have',
    sends: [chunkedLine, ...Array(30).fill(`100000\r\n${'a'.repeat(2 ** 20)}\r\n`), end],
    gets: [413],
    connection: 'goes on',
    flask: { connection: 'ends', because: 'it does not read on to the end of the body' },
  },
  {
    name: 'too large a body on a connection that the caller wants to end',
    sends: [
      `${line}Connection: close\r\nContent-Length: ${26 * 2 ** 20}\r\n\r\n`,
      ...Array(26 * 16).fill(piece),
    ],
    gets: [413],
    connection: 'ends',
  },
  {
    name: 'more than a body may have by its length',
    sends: [`${line}Expect: 100-continue\r\nContent-Length: ${2 ** 40}\r\n\r\n`],
    gets: [413],
    connection: 'ends',
  },
];
