// A seller's server for tests, with a WebSocket: the first word of a message says how it answers.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

let flooded = 0;
const server = createServer((_request, response) => response.writeHead(200).end(String(flooded)));
const sockets = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) => {
  const { pathname, search } = new URL(request.url, 'http://x');
  if (search === '?forbidden') return socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
  if (search === '?hang') return;
  sockets.handleUpgrade(request, socket, head, (connection) => {
    connection.send(JSON.stringify({ pathname, search, headers: request.headers }));
    connection.on('close', (code, reason) => console.log(`left: ${code} ${reason}`));
    connection.on('message', (data, isBinary) => {
      const [word, ...words] = isBinary ? [] : data.toString().split(' ');
      if (word === 'close') return connection.close(Number(words[0]), words[1]);
      if (word === 'silently') return connection.close();
      if (word === 'break') return connection.terminate();
      if (word === 'die') return process.exit(3);
      if (word === 'flood') return flood(connection);
      connection.send(data, { binary: isBinary });
      if (word === 'last') connection.close(4000, 'that was all');
    });
  });
});

function flood(connection) {
  if (flooded === 2000) return;
  flooded += 1;
  connection.send(Buffer.alloc(65_536), () => flood(connection));
}

server.listen(Number(process.env.PORT), '127.0.0.1');
