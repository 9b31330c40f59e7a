import { isEveryCase } from '../every-case.ts';
import { byteByByte, call, leave, line, type RawCase, readNothing, reset, seeing } from './raw-case.ts';

const large = 'a'.repeat(20 * 2 ** 20);

/** Callers who are slow, who leave, and who are many. */
export const connections: readonly RawCase[] = [
  {
    name: 'a call, byte by byte',
    sends: [byteByByte(call('hello'))],
    gets: ['hello'],
    connection: 'goes on',
  },
  {
    name: 'a large answer that is never read',
    sends: [call(large), seeing('HTTP/1.1 200'), readNothing],
    gets: [large],
    connection: 'waits',
  },
  {
    name: 'half a head, and a reset',
    sends: ['POST /invoc', reset],
    gets: [],
    connection: 'waits',
    callers: 200,
  },
  {
    name: 'half a body, and a reset',
    sends: [`${line}Content-Length: 10\r\n\r\nhel`, reset],
    gets: [],
    connection: 'waits',
    callers: 200,
  },
  {
    name: 'half a body of chunks, and a reset',
    sends: [`${line}Transfer-Encoding: chunked\r\n\r\n5\r\nhel`, reset],
    gets: [],
    connection: 'waits',
    callers: 200,
  },
  {
    name: 'half a body, and gone',
    sends: [`${line}Content-Length: 10\r\n\r\nhel`, leave],
    gets: [],
    connection: 'waits',
    callers: 200,
  },
  {
    name: 'connections on which nothing is sent',
    sends: [],
    gets: [],
    connection: 'waits',
    callers: isEveryCase ? 5000 : 300,
  },
];

/** With a limit of a second. */
export const tooSlow: readonly RawCase[] = [
  { name: 'half a head', sends: ['POST /invocations HTTP/1.1\r\nHos'], gets: [408], connection: 'ends' },
  { name: 'half a body', sends: [`${line}Content-Length: 5\r\n\r\nhel`], gets: [408], connection: 'ends' },
  {
    name: 'half a chunk',
    sends: [`${line}Transfer-Encoding: chunked\r\n\r\n5\r\nhel`],
    gets: [408],
    connection: 'ends',
  },
  {
    name: 'half a body behind a call',
    sends: [`${call('one')}${line}Content-Length: 5\r\n\r\nhel`],
    gets: ['one', 408],
    connection: 'ends',
  },
];
