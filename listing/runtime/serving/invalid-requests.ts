import { IncomingMessage, type Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Ending } from './ending.ts';
import { sendRefusal } from './http-answers.ts';
import { Refusal } from './refusal.ts';

/** How long a caller can continue to send after the last answer: many read the answer only after they have sent all. */
const lingerMs = 5_000;

const versions = 'only HTTP/1.0 and HTTP/1.1 are supported';
const meanings: ReadonlyMap<string, readonly [status: number, message: string]> = new Map([
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', [413, 'the extensions of a chunk are too large']],
  ['HPE_HEADER_OVERFLOW', [431, 'the headers are too large']],
  ['HPE_INVALID_TRANSFER_ENCODING', [501, 'the only supported transfer coding is chunked']],
  ['HPE_INVALID_VERSION', [505, versions]],
]);

/**
 * Answers what Node cannot read as HTTP: in JSON, and after the answers to earlier requests on the same connection.
 * Then the connection ends, because nobody knows where the next request would start.
 */
export function refuseInvalidRequests(server: Server, ending: Ending): void {
  const refused = new WeakSet<Socket>();
  const refuse = (socket: Socket, refusal: Refusal) => {
    refused.add(socket);
    refuseAfter(ending.lastOn(socket), socket, refusal);
  };
  server.on('connection', (socket) => {
    // Node calls it after the last answer.
    socket.destroySoon = () => {
      if (refused.has(socket) || hasOpenBody(ending.lastOn(socket))) linger(socket);
      else Socket.prototype.destroySoon.call(socket);
    };
  });
  server.on('checkExpectation', (_request, response) =>
    ending.requestArrived(response, () => expectsTooMuch(response)),
  );
  server.on('connect', ({ socket }) => {
    // Node listens to this socket no more, and an error that nobody listens to would end the server.
    socket.on('error', () => undefined);
    refuse(socket, new Refusal(405, 'CONNECT is not supported'));
  });
  server.on('clientError', (fault: NodeJS.ErrnoException, stream) => {
    // Without TLS, it is always one.
    const socket = stream as Socket;
    // Node reports again what the caller still sends, and also that they are gone.
    if (refused.has(socket) || !socket.writable) return;
    refuse(socket, refusalOf(fault, server, ending.lastOn(socket)));
  });
}

function expectsTooMuch(response: ServerResponse): void {
  response.shouldKeepAlive = false;
  sendRefusal(response, new Refusal(417, 'only the expectation 100-continue is supported'));
}

/** Node reads other versions too, and its own answer to a request without a host is not JSON. */
export function checkVersion({ httpVersion, headers }: IncomingMessage): void {
  if (httpVersion === '1.1' && headers.host === undefined) throw new Refusal(400, 'the request has no host');
  if (httpVersion !== '1.1' && httpVersion !== '1.0') throw new Refusal(505, versions);
}

function refusalOf(fault: NodeJS.ErrnoException, server: Server, last: ServerResponse | undefined): Refusal {
  const code = fault.code ?? '';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    const [part, ms] = hasOpenBody(last) ? ['body', server.requestTimeout] : ['head', server.headersTimeout];
    return new Refusal(408, `the ${part} took longer than ${ms / 1000} seconds`);
  }
  return new Refusal(...(meanings.get(code) ?? ([400, 'the request is not valid HTTP'] as const)));
}

/** Whether a part of the request's body is missing. */
function hasOpenBody(response: ServerResponse | undefined): response is ServerResponse {
  return response !== undefined && !response.req.complete;
}

function refuseAfter(last: ServerResponse | undefined, socket: Socket, refusal: Refusal): void {
  if (hasOpenBody(last) && !last.headersSent) {
    last.shouldKeepAlive = false;
    sendRefusal(last, refusal);
    return;
  }
  const end = () => {
    // The last answer can have closed the connection, or be a refusal of the same request.
    if (socket.writable && !hasOpenBody(last)) refuseAlone(socket, refusal);
    else linger(socket);
  };
  if (!last || last.closed) end();
  else last.once('close', end);
}

/** For a request without a head. */
function refuseAlone(socket: Socket, refusal: Refusal): void {
  const response = new ServerResponse(new IncomingMessage(socket));
  response.assignSocket(socket);
  response.once('finish', () => linger(socket));
  response.shouldKeepAlive = false;
  sendRefusal(response, refusal);
}

/** Destroying a connection while the caller still sends would reset it, and they might never see the answer. */
function linger(socket: Socket): void {
  socket.end();
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(timer));
}
