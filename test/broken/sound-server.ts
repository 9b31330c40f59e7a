// A small server that follows every rule. Each broken listing changes one thing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Call {
  readonly type: string;
  readonly accept: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** The number of calls that arrived before this one. */
  readonly before: number;
  /** The number of open connections. */
  readonly connections: number;
  /** The number of earlier calls on the same connection. */
  readonly sameConnection: number;
}

export interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
}

export interface Behaviour {
  /** Called with the number of earlier pings and of active calls. */
  readonly ping?: (response: ServerResponse, before: number, underWay: number) => void;
  /** The response that replaces the sound one; `undefined` keeps the sound one. */
  readonly reply?: (call: Call) => Reply | undefined | Promise<Reply | undefined>;
  readonly parameters?: () => Reply;
  readonly onStop?: (close: () => void) => void;
  readonly onConnection?: (before: number) => void;
  /** Called when the headers have arrived; decides when to read the body. */
  readonly onBody?: (read: () => Promise<Buffer>) => Promise<Buffer>;
  readonly readsModel?: boolean;
  readonly largest?: number;
  readonly backlog?: number;
}

const types = ['text/csv', 'application/json'];
/** The rows of larger bodies are not checked. */
const readAlong = 100_000;
const callsOn = new WeakMap<Socket, number>();

/** Returns a function that changes the backlog, unless the server has been stopped. */
export function serve(behaviour: Behaviour = {}): (backlog: number) => void {
  if (behaviour.readsModel ?? true) readModel();
  const counts = { pings: 0, calls: 0, underWay: 0, connections: 0, open: 0 };
  const server = createServer(async (request, response) => {
    if (request.url === '/ping') {
      counts.pings += 1;
      if (behaviour.ping) behaviour.ping(response, counts.pings - 1, counts.underWay);
      else response.writeHead(200).end();
    } else if (request.url === '/execution-parameters')
      send(response, behaviour.parameters?.() ?? { status: 404 });
    else {
      counts.underWay += 1;
      send(response, await answer(request, behaviour, counts));
      counts.underWay -= 1;
    }
  });
  server.on('connection', (socket) => {
    counts.open += 1;
    counts.connections += 1;
    socket.on('close', () => {
      counts.open -= 1;
    });
    behaviour.onConnection?.(counts.connections - 1);
  });
  const port = Number(process.env['SAGEMAKER_BIND_TO_PORT'] ?? 8080);
  server.listen({ port, host: '0.0.0.0', backlog: behaviour.backlog ?? 511 });
  const close = () => {
    server.close(() => process.exit(0));
    setInterval(() => server.closeIdleConnections(), 20);
  };
  process.on('SIGTERM', () => (behaviour.onStop ? behaviour.onStop(close) : close()));
  return (backlog) => {
    // Node can only open the port again, which would reset the callers in its queue. The system can do it.
    const handle: { listen(backlog: number): number } = Reflect.get(server, '_handle');
    if (server.listening) handle.listen(backlog);
  };
}

/** Beside the program or where SageMaker mounts it. Broken listings without a model are about something else. */
function readModel(): void {
  for (const folder of ['model', join(process.env['SAGEMAKER_BASE_DIR'] ?? '/opt/ml', 'model')])
    for (const name of existsSync(folder) ? readdirSync(folder) : []) readFileSync(join(folder, name));
}

async function answer(
  request: IncomingMessage,
  { reply, largest = 6 * 2 ** 20, onBody = (read) => read() }: Behaviour,
  counts: { calls: number; readonly open: number },
): Promise<Reply> {
  const body = await onBody(() => bytesOf(request));
  const { headers } = request;
  const type = headers['content-type'] ?? '';
  const accept = headers.accept ?? '*/*';
  const before = counts.calls;
  counts.calls += 1;
  const sameConnection = callsOn.get(request.socket) ?? 0;
  callsOn.set(request.socket, sameConnection + 1);
  // Only load tests reuse connections. Such calls should take time, but no processor time.
  if (sameConnection > 0) await pause(10);
  const call = { type, accept, headers, body, before, connections: counts.open, sameConnection };
  return (await reply?.(call)) ?? soundReply(call, largest);
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function soundReply({ type, accept, body }: Call, largest: number): Reply {
  if (body.length > largest) return { status: 413 };
  if (!types.includes(type)) return { status: 415 };
  const as = accept === '*/*' ? 'text/csv' : accept;
  if (!types.includes(as)) return { status: 406 };
  if (body.length > readAlong) return { status: 200, type: as, body: String(body.length) };
  const rows = type === 'text/csv' ? rowsOf(body.toString()) : valuesOf(body.toString());
  if (!rows) return { status: 400 };
  return { status: 200, type: as, body: as === 'text/csv' ? `${rows.join('\n')}\n` : JSON.stringify(rows) };
}

/** The length of each row; nothing if the rows are not numbers. */
function rowsOf(text: string): readonly number[] | undefined {
  const rows = text.split('\n').filter((line) => line !== '');
  const cells = rows.map((row) => row.split(','));
  return rows.length > 0 && /^[-\d.,\n]*$/.test(text) ? cells.map(({ length }) => length) : undefined;
}

function valuesOf(text: string): readonly number[] | undefined {
  try {
    return [JSON.stringify(JSON.parse(text)).length];
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, type, body = '' }: Reply): void {
  const length = { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, type ? { 'content-type': type, ...length } : length).end(body);
}

/** Blocks the whole process, like a computation. */
export function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
