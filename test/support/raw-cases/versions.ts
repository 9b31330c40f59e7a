import { call, lastPing, type RawCase, reset, seeing, sendNoMore } from './raw-case.ts';

const old = (headers: string) => `POST /invocations HTTP/1.0\r\n${headers}Content-Length: 5\r\n\r\nhello`;

/** Versions of HTTP, and what is something else. */
export const versions: readonly RawCase[] = [
  { name: 'HTTP/1.0', sends: [old('')], gets: ['hello'], connection: 'ends' },
  {
    name: 'HTTP/1.0 that keeps the connection',
    sends: [old('Connection: keep-alive\r\n')],
    gets: ['hello'],
    connection: 'goes on',
  },
  {
    name: 'HTTP/1.1 without a host',
    sends: ['GET /ping HTTP/1.1\r\n\r\n'],
    gets: [400],
    connection: 'goes on',
    flask: { connection: 'ends', because: 'it ends a connection with every refusal of a head' },
  },
  {
    name: 'two hosts',
    sends: ['GET /ping HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n'],
    gets: [''],
    connection: 'goes on',
    flask: { gets: [400], connection: 'ends', because: 'Node keeps the first, and no answer depends on it' },
  },
  { name: 'HTTP/0.9', sends: ['GET /ping\r\n\r\n'], gets: [[400, 505]], connection: 'ends' },
  { name: 'HTTP/2.0 as a word', sends: [lastPing.replace('1.1', '2.0')], gets: [505], connection: 'ends' },
  { name: 'HTTP/1.2', sends: [lastPing.replace('1.1', '1.2')], gets: [505], connection: 'ends' },
  { name: 'HTTP/3.0', sends: [lastPing.replace('1.1', '3.0')], gets: [505], connection: 'ends' },
  {
    name: 'the preface of HTTP/2',
    sends: ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    gets: [[400, 505]],
    connection: 'ends',
  },
  {
    name: 'an offer of HTTP/2',
    sends: [
      call('hello', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAAA'),
      seeing('hello'),
    ],
    gets: ['hello'],
    connection: 'goes on',
  },
  {
    name: 'a WebSocket',
    sends: [
      'GET /invocations HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      seeing('405'),
    ],
    gets: [405],
    connection: 'goes on',
  },
  {
    name: 'a tunnel',
    sends: [`CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n`],
    gets: [405],
    connection: 'ends',
    flask: { gets: [404], connection: 'goes on', because: 'it is a method like any other' },
  },
  {
    name: 'a tunnel, and a reset',
    sends: ['CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n', seeing('HTTP/1.1 40'), 'more', reset],
    gets: [[404, 405]],
    connection: 'waits',
    callers: 20,
  },
  {
    name: 'the hello of TLS',
    sends: [Buffer.from('16030100050100000103', 'hex')],
    gets: [400],
    connection: 'ends',
    flask: { gets: [], connection: 'waits', because: 'it reads a head when all of it has come' },
  },
  {
    name: 'any bytes',
    sends: [Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 193) % 256))],
    gets: [[400, 414]],
    connection: 'ends',
  },
  { name: 'nothing at all', sends: [sendNoMore], gets: [], connection: 'ends' },
  { name: 'an empty line, and no more', sends: ['\r\n', sendNoMore], gets: [], connection: 'ends' },
];
