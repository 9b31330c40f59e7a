// A server of a seller: one model, two paths, and a path that says that it is up.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { port: { type: 'string' }, model: { type: 'string' } } });
const model = JSON.parse(readFileSync(values.model, 'utf8'));
const currency = process.env.CURRENCY;

const paths = {
  'GET /health': () => ({ status: 'up' }),
  'POST /rent': (flat) => ({ rent: sum(partsOf(flat)), currency }),
  'POST /rent/reasons': (flat) => ({ ...partsOf(flat), currency }),
};

createServer(async (request, response) => {
  const answer = paths[`${request.method} ${request.url}`];
  if (!answer) return send(response, 404, { error: 'there is nothing here' });
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  try {
    send(response, 200, answer(pieces.length > 0 ? JSON.parse(Buffer.concat(pieces)) : undefined));
  } catch (fault) {
    send(response, 400, { error: fault.message });
  }
}).listen(Number(values.port), '127.0.0.1');

function partsOf(flat) {
  const { rooms, size } = Object(flat);
  if (typeof rooms !== 'number' || typeof size !== 'number')
    throw new TypeError('rooms and size are numbers');
  return { base: model.base, rooms: model.rooms * rooms, size: model.size * size };
}

function sum({ base, rooms, size }) {
  return base + rooms + size;
}

function send(response, status, value) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
