// The lower bound: Node's own server without checks, queues or protection.
import { createServer } from 'node:http';
import { port, work } from './work.mjs';

createServer((request, response) => {
  if (request.url === '/ping') return response.end();
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const answer = work(Buffer.concat(chunks));
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(answer),
    });
    response.end(answer);
  });
}).listen(port);
