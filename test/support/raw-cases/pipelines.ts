import { byteByByte, call, line, ping, type RawCase, sendNoMore } from './raw-case.ts';

const hidden = call('hidden');
const twenty = Array.from({ length: 20 }, (_, index) => `call ${index}`);
const ended = 'it closes the connection of a caller who will send no more';

/** Several requests on one connection. */
export const pipelines: readonly RawCase[] = [
  {
    name: 'two calls at once',
    sends: [call('one') + call('two')],
    gets: ['one', 'two'],
    connection: 'goes on',
  },
  {
    name: 'twenty calls at once',
    sends: [twenty.map((body) => call(body)).join('')],
    gets: twenty,
    connection: 'goes on',
  },
  {
    name: 'calls and pings, cut anywhere',
    sends: [byteByByte(call('one') + ping + call('two') + ping)],
    gets: ['one', '', 'two', ''],
    connection: 'goes on',
  },
  {
    name: 'a bad one between two',
    sends: [call('one'), `BAD\r\n\r\n${hidden}`],
    gets: ['one', 400],
    connection: 'ends',
  },
  {
    name: 'a bad one behind two, at once',
    sends: [`${call('one')}${call('two')}\0\0\r\n\r\n${hidden}`],
    gets: ['one', 'two', 400],
    connection: 'ends',
  },
  {
    name: 'a bad chunk behind a call',
    sends: [`${call('one')}${line}Transfer-Encoding: chunked\r\n\r\nz\r\n${hidden}`],
    gets: ['one', 400],
    connection: 'ends',
  },
  {
    name: 'half a request behind a call, and no more',
    sends: [`${call('one')}POST /invocations HTTP/1.1\r\nHos`, sendNoMore],
    gets: ['one', 400],
    connection: 'ends',
    flask: { gets: ['one'], because: ended },
  },
  {
    name: 'a call behind one that ends the connection',
    sends: [`${call('one', 'Connection: close')}${hidden}`],
    gets: ['one'],
    connection: 'ends',
  },
  {
    name: 'a call behind a refused one',
    sends: [`${ping.replace('/ping', '/else')}${call('one')}`],
    gets: [404, 'one'],
    connection: 'goes on',
  },
  {
    name: 'a call behind the body of a refused one',
    sends: [call('hidden').replace('/invocations', '/ping'), call('one')],
    gets: [405, 'one'],
    connection: 'goes on',
  },
  {
    name: 'empty lines before a request',
    sends: [`\r\n\r\n${call('one')}`],
    gets: ['one'],
    connection: 'goes on',
  },
  { name: 'a call, and no more', sends: [call('one'), sendNoMore], gets: ['one'], connection: 'ends' },
];
