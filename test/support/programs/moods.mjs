// A seller's server for tests: the body of a call says how it answers. It knows nothing of SageMaker.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const { PORT, SLOW_MS = '0', ENDS = '', LEFT = '', CLOSES = '' } = process.env;
const begun = Date.now();
let isHanging = false;
const seen = [];

console.log('it starts');
if (ENDS === 'at once') process.exit(3);
process.on('SIGTERM', () => {
  if (LEFT) writeFileSync(LEFT, 'ended');
  process.exit(0);
});

const server = createServer(async (request, response) => {
  if (isHanging) return;
  const { url, method, headers, socket } = request;
  // As if it had closed the connection just before.
  if (CLOSES && socket.isUsed) return socket.destroy();
  socket.isUsed = true;
  if (url === '/health') return response.writeHead(Date.now() - begun < Number(SLOW_MS) ? 503 : 200).end();
  if (url === '/seen')
    return response.setHeader('content-type', 'application/json').end(JSON.stringify(seen));
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const text = Buffer.concat(pieces).toString();
  const [mood, ...words] = text.split(' ');
  await (moods[mood] ?? moods.echo)(response, words, {
    url,
    method,
    headers,
    length: text.length,
    pid: process.pid,
  });
});
server.listen(Number(PORT), '127.0.0.1');

const json = { 'content-type': 'application/json' };
const raw = (response, text) => response.socket.end(text);

const moods = {
  echo: (response, _, asked) => response.writeHead(200, json).end(JSON.stringify(asked)),
  status: (response, [status, ...more]) =>
    response
      .writeHead(Number(status), { 'retry-after': '7', 'content-type': 'text/plain' })
      .end(more.join(' ')),
  headers: (response, [text]) => response.writeHead(200, { ...json, ...JSON.parse(text) }).end('{}'),
  environment: (response) => response.writeHead(200, json).end(JSON.stringify(process.env)),
  child: (response) => {
    const started = [false, true].map((detached) => spawn('sleep', ['1000'], { stdio: 'ignore', detached }));
    response.writeHead(200, json).end(JSON.stringify(started.map(({ pid }) => pid)));
  },
  nothing: (response) => response.writeHead(200).end('{}'),
  html: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>welcome</p>'),
  redirect: (response) => response.writeHead(307, { location: 'http://127.0.0.1/other' }).end(),
  wait: async (response, [ms]) => {
    await pause(Number(ms));
    response.writeHead(200, json).end('{}');
  },
  large: (response, [length]) => response.writeHead(200, json).end(`"${'x'.repeat(Number(length) - 2)}"`),
  // One event after the other; it notes how many it could write, and how the answer ended.
  stream: async (response, [count, ms, size]) => {
    const note = { written: 0, end: '' };
    seen.push(note);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.on('close', () => (note.end = response.writableFinished ? 'whole' : 'left'));
    for (let index = 0; index < Number(count) && !response.destroyed; index += 1) {
      const isTaken = response.write(`data: ${index} ${'x'.repeat(Number(size))}\n\n`);
      note.written += 1;
      if (!isTaken && !response.destroyed)
        await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
      await pause(Number(ms));
    }
    response.end('data: [DONE]\n\n');
  },
  stall: (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n'),
  die: () => process.kill(process.pid, 'SIGKILL'),
  'die-later': async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    await pause(50);
    process.kill(process.pid, 'SIGKILL');
  },
  hang: () => {
    isHanging = true;
  },
  // What follows is no answer, or half of one.
  garbage: (response) => raw(response, 'this is not HTTP\r\n\r\n'),
  silent: (response) => raw(response, ''),
  'no-body': (response) =>
    raw(response, 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n'),
  short: (response) =>
    raw(response, 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"a"'),
  chunks: (response) =>
    raw(
      response,
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"a"\r\nzz\r\n',
    ),
  'until-closed': (response) =>
    raw(response, 'HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{"until":"closed"}'),
};
