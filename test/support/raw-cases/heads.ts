import { call, line, type RawCase, seeing } from './raw-case.ts';

const hidden = call('hidden');

/** Paths, methods and heads. */
export const heads: readonly RawCase[] = [
  {
    name: 'the whole address as the path',
    sends: ['GET http://x/ping HTTP/1.1\r\nHost: x\r\n\r\n'],
    gets: [''],
    connection: 'goes on',
  },
  {
    name: 'a star as the path',
    sends: ['OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n'],
    gets: [404],
    connection: 'goes on',
  },
  {
    name: 'a path without a slash',
    sends: ['GET ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    gets: [[400, 404]],
    connection: 'ends',
  },
  {
    name: 'two slashes',
    sends: [call('hidden').replace('/inv', '//inv')],
    gets: [404],
    connection: 'goes on',
  },
  {
    name: 'an encoded path',
    sends: [call('hello').replace('/inv', '/%69nv')],
    gets: [404],
    connection: 'goes on',
    flask: { gets: ['hello'], because: 'WSGI decodes paths' },
  },
  {
    name: 'a path with dots',
    sends: [call('hidden').replace('/inv', '/ping/../inv')],
    gets: [404],
    connection: 'goes on',
  },
  {
    name: 'a path with a query',
    sends: [call('hello').replace('invocations', 'invocations?a=%00&b=/ping')],
    gets: ['hello'],
    connection: 'goes on',
  },
  {
    name: 'a path with a space',
    sends: [call('hidden').replace('/inv', '/a inv')],
    gets: [[400, 505]],
    connection: 'ends',
  },
  {
    name: 'a path with NUL',
    sends: [call('hidden').replace('/inv', '/\0inv')],
    gets: [400],
    connection: 'ends',
  },
  {
    name: 'a path of 100 kB',
    sends: [`GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    gets: [[414, 431]],
    connection: 'ends',
  },
  {
    name: 'a header of 1 MB',
    sends: [`${line}X: ${'a'.repeat(2 ** 20)}\r\n\r\n`],
    gets: [431],
    connection: 'ends',
  },
  {
    name: 'an endless header',
    sends: [`${line}X: `, ...Array(64).fill('a'.repeat(65_536))],
    gets: [431],
    connection: 'ends',
  },
  {
    name: '10,000 headers',
    sends: [`${line}${'X: y\r\n'.repeat(10_000)}\r\n`],
    gets: [431],
    connection: 'ends',
  },
  {
    name: '3,000 short headers before a length',
    sends: [`${line}${'a:\r\n'.repeat(3000)}Content-Length: 5\r\n\r\nhello${hidden}`],
    gets: [431],
    connection: 'ends',
  },
  {
    name: 'a method in small letters',
    sends: [call('hidden').replace('POST', 'post')],
    gets: [400],
    connection: 'ends',
  },
  {
    name: 'an unknown method',
    sends: [call('hidden', 'Connection: close').replace('POST', 'BREW')],
    gets: [[400, 405]],
    connection: 'ends',
  },
  {
    name: 'a call that waits for its permission',
    sends: [
      call('', 'Expect: 100-continue').replace('h: 0', 'h: 5'),
      seeing('100 Continue\r\n\r\n'),
      'hello',
    ],
    gets: ['hello'],
    connection: 'goes on',
  },
  {
    name: 'an unknown expectation',
    sends: [`${line}Expect: nonsense\r\nContent-Length: 5\r\n\r\n`],
    gets: [417],
    connection: 'ends',
  },
  {
    name: 'an unknown expectation before a body',
    sends: [`${line}Expect: nonsense\r\nContent-Length: ${2 ** 22}\r\n\r\n`, 'a'.repeat(2 ** 22)],
    gets: [417],
    connection: 'ends',
  },
  {
    name: 'a wrong path before a body, on a connection that the caller wants to end',
    sends: [call('a'.repeat(2 ** 22), 'Connection: close').replace('/inv', '/else/inv')],
    gets: [404],
    connection: 'ends',
  },
];
