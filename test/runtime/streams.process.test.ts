import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jsonLines, type ServerEvent, serverSentEvents } from '../../listing/runtime/streams.ts';
import { root } from '../support/built.ts';

async function all(stream: AsyncIterable<string>): Promise<readonly string[]> {
  const pieces: string[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}

/** What the same function of Python yields, or the message of its error. */
function inPython(name: string, values: readonly unknown[]): unknown {
  const program = `import json, sys
from runtime.streams import json_lines, server_sent_events
try:
    print(json.dumps(list(${name}(json.load(sys.stdin)))))
except ValueError as fault:
    print(json.dumps(str(fault)))`;
  const options = { cwd: join(root, 'listing'), input: JSON.stringify(values), encoding: 'utf8' } as const;
  return JSON.parse(execFileSync('python3', ['-c', program], options));
}

const events: readonly (readonly [ServerEvent, string])[] = [
  [{ data: 'once' }, 'data: once\n\n'],
  [{ data: 'a\nb\r\nc\rd' }, 'data: a\ndata: b\ndata: c\ndata: d\n\n'],
  [{ data: '' }, 'data: \n\n'],
  [{ data: ' ü' }, 'data:  ü\n\n'],
  [{ data: [1, null, 'ü'], event: 'piece', id: '7' }, 'event: piece\nid: 7\ndata: [1,null,"ü"]\n\n'],
];

test('events are written as browsers read them, in both languages', async () => {
  const given = events.map(([event]) => event);
  const wanted = events.map(([, text]) => text);
  expect(await all(serverSentEvents(given))).toEqual(wanted);
  const python = inPython('server_sent_events', given) as readonly string[];
  expect(python.map((text) => text.replaceAll(', ', ','))).toEqual(wanted);
});

test.each(['\n', '\r', '\0'])('an event whose id or name has %j is refused', async (end) => {
  const wanted = 'the id of an event has no line breaks';
  await expect(all(serverSentEvents([{ data: 'a', id: `1${end}` }]))).rejects.toThrow(wanted);
  expect(inPython('server_sent_events', [{ data: 'a', id: `1${end}` }])).toBe(wanted);
  await expect(all(serverSentEvents([{ data: 'a', event: end }]))).rejects.toThrow('the event of');
});

test('each value is a line of JSON', async () => {
  const values = [{ a: 1 }, 'x\ny', null];
  const wanted = ['{"a":1}\n', '"x\\ny"\n', 'null\n'];
  expect(await all(jsonLines(values))).toEqual(wanted);
  const python = inPython('json_lines', values) as readonly string[];
  expect(python.map((text) => text.replace(': ', ':'))).toEqual(wanted);
});

test('a caller who leaves ends what makes the events', async () => {
  let isEnded = false;
  async function* endless() {
    try {
      for (;;) yield { data: 'again' };
    } finally {
      isEnded = true;
    }
  }
  for await (const piece of serverSentEvents(endless())) if (piece) break;
  expect(isEnded).toBe(true);
});
