import { call, chunkedLine, line, type RawCase } from './raw-case.ts';

/** A second call that is hidden behind the first one. The handler never gets it. */
const hidden = call('hidden');
const inChunk = `5\r\nhello\r\n0\r\n\r\n`;

const refused = (name: string, ...sends: readonly string[]): RawCase => ({
  name,
  sends,
  // Servers differ in what they look at first.
  gets: [[400, 501, 505]],
  connection: 'ends',
});

/** What proxies and servers have read in different ways. */
export const smuggling: readonly RawCase[] = [
  refused(
    'a length and then chunks',
    `${line}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${inChunk}${hidden}`,
  ),
  refused(
    'chunks and then a length',
    `${line}Transfer-Encoding: chunked\r\nContent-Length: 15\r\n\r\n${inChunk}${hidden}`,
  ),
  refused(
    'chunks that are empty, and a length',
    `${line}Content-Length: 5\r\nTransfer-Encoding:\r\n\r\nhello${hidden}`,
  ),
  refused('two lengths', `${line}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello${hidden}`),
  refused('two equal lengths', `${line}Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello${hidden}`),
  refused('a length with a sign', `${line}Content-Length: +5\r\n\r\nhello${hidden}`),
  refused('a length below zero', `${line}Content-Length: -5\r\n\r\nhello${hidden}`),
  refused('a list of lengths', `${line}Content-Length: 5,5\r\n\r\nhello${hidden}`),
  refused('a length in hexadecimal', `${line}Content-Length: 0x5\r\n\r\nhello${hidden}`),
  refused('a length with an underscore', `${line}Content-Length: 0_5\r\n\r\nhello${hidden}`),
  refused('a length with a fraction', `${line}Content-Length: 5.0\r\n\r\nhello${hidden}`),
  refused('a length in two words', `${line}Content-Length: 5 5\r\n\r\nhello${hidden}`),
  refused('a length without digits', `${line}Content-Length:\r\n\r\n${hidden}`),
  refused('a length that overflows', `${line}Content-Length: 18446744073709551621\r\n\r\nhello${hidden}`),
  {
    name: 'a length between spaces and with leading zeros, which everybody reads alike',
    sends: [`${line}Content-Length: \t 005 \t\r\n\r\nhello`],
    gets: ['hello'],
    connection: 'goes on',
  },
  refused('a header in two lines', `${line}X: a\r\n b\r\nContent-Length: 5\r\n\r\nhello${hidden}`),
  refused('a length in the second line of a header', `${line}X: a\r\n Content-Length: 44\r\n\r\n${hidden}`),
  refused('chunks in two lines', `${line}Transfer-Encoding:\r\n chunked\r\n\r\n${inChunk}${hidden}`),
  refused(
    'a space before the first header',
    `POST /invocations HTTP/1.1\r\n Host: x\r\nContent-Length: 5\r\n\r\nhello`,
  ),
  refused('a space before a colon', `${line}Content-Length : 5\r\n\r\nhello${hidden}`),
  refused(
    'chunks with a space before the colon',
    `${line}Transfer-Encoding : chunked\r\n\r\n${inChunk}${hidden}`,
  ),
  refused('a header without a colon', `${line}Content-Length\r\n\r\n${hidden}`),
  refused('a header without a name', `${line}: 5\r\n\r\n${hidden}`),
  refused('an unknown coding', `${line}Transfer-Encoding: xchunked\r\n\r\n${inChunk}${hidden}`),
  refused(
    'chunks that are not the last coding',
    `${line}Transfer-Encoding: chunked, identity\r\n\r\n${inChunk}${hidden}`,
  ),
  refused('two codings of chunks', `${line}Transfer-Encoding: chunked, chunked\r\n\r\n${inChunk}${hidden}`),
  refused(
    'two lines of codings',
    `${line}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n${inChunk}`,
  ),
  refused(
    'no coding, and a length',
    `${line}Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello${hidden}`,
  ),
  refused('a coding in quotes', `${line}Transfer-Encoding: "chunked"\r\n\r\n${inChunk}${hidden}`),
  refused(
    'a coding with a control character',
    `${line}Transfer-Encoding: \x0bchunked\r\n\r\n${inChunk}${hidden}`,
  ),
  {
    name: 'chunks in HTTP/1.0',
    sends: [`POST /invocations HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n${inChunk}${hidden}`],
    gets: ['hello'],
    connection: 'ends',
    flask: {
      gets: [400],
      because: 'RFC 9112 lets a server refuse it, or close the connection after its answer',
    },
  },
  refused('lines that end with LF alone', call('hello').replaceAll('\r\n', '\n'), hidden),
  refused('one line that ends with LF alone', `${line}X: a\nContent-Length: 5\r\n\r\nhello${hidden}`),
  refused('a head that ends with LF alone', `${line}X: a\r\n\n${hidden}`),
  refused('a request line that ends with CR alone', `GET /ping HTTP/1.1\rHost: x\r\n\r\n${hidden}`),
  refused('a header that ends with CR alone', `${line}X: a\rContent-Length: 5\r\n\r\nhello${hidden}`),
  refused('NUL in a header', `${line}X: a\0b\r\nContent-Length: 5\r\n\r\nhello`),
  refused('NUL in the name of a header', `${line}X\0: a\r\nContent-Length: 5\r\n\r\nhello`),
  refused('a space in the name of a header', `${line}X Y: a\r\nContent-Length: 5\r\n\r\nhello`),
  refused('a line of chunks in LF', `${chunkedLine}5\nhello\n0\n\n${hidden}`),
];
