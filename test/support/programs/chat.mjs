// An engine with the paths of OpenAI, for tests: its model says the words of a file. It streams if a call asks for it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const words = readFileSync(join(process.env.SM_MODEL_DIR, 'words.txt'), 'utf8').trim().split(/\s+/);
const name = process.env.SERVED_NAME;

createServer(async (request, response) => {
  const path = new URL(request.url, 'http://engine').pathname;
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  if (path === '/health') return response.end();
  if (path === '/v1/models')
    return send(response, 200, { object: 'list', data: [{ id: name, object: 'model' }] });
  if (path !== '/v1/chat/completions') return send(response, 404, { error: { message: 'not found' } });
  const call = parsed(Buffer.concat(pieces).toString());
  if (!Array.isArray(call?.messages) || call.messages.length === 0)
    return send(response, 400, { error: { message: 'messages is missing', type: 'invalid_request_error' } });
  const said = words.slice(0, call.max_tokens ?? words.length);
  if (!call.stream)
    return send(response, 200, completion({ message: { role: 'assistant', content: said.join(' ') } }));
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  for (const word of said) {
    response.write(`data: ${JSON.stringify(completion({ delta: { content: `${word} ` } }))}\n\n`);
    await pause(Number(call.pause_ms ?? 0));
  }
  response.end('data: [DONE]\n\n');
}).listen(Number(process.argv[2]), '127.0.0.1');

function completion(choice) {
  return { id: 'chatcmpl-1', object: 'chat.completion', model: name, choices: [{ index: 0, ...choice }] };
}

function send(response, status, value) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
