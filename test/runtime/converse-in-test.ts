import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { acceptConversations } from '../../listing/runtime/conversation/accept-conversations.ts';
import { type ConversationTimes, usualTimes } from '../../listing/runtime/conversation/conversation-times.ts';
import { defineInference, type Limits } from '../../listing/runtime/inference.ts';
import { serve } from './serve-in-test.ts';

type Converse = NonNullable<Parameters<typeof defineInference<object>>[0]['converse']>;

interface Options {
  readonly limits?: Partial<Limits>;
  readonly times?: Partial<ConversationTimes>;
  readonly bodyMemory?: number;
}

/** A server whose handler holds conversations, and the ways to it. */
export async function serveConversations(converse: Converse, { limits, times, ...options }: Options = {}) {
  const inference = defineInference<object>({
    load: async () => ({}),
    handle: async (_model, { body }) => body,
    converse,
  });
  const server = await serve(inference, {
    ...options,
    limits: { conversations: 4, ...limits },
    openConversations: (traffic) => acceptConversations(traffic, { ...usualTimes, ...times }),
  });
  const url = `ws://127.0.0.1:${server.port}/invocations-bidirectional-stream`;
  return { ...server, url, open: (query = '', headers = {}) => openWebSocket(`${url}${query}`, headers) };
}

export interface Ended {
  readonly code: number;
  readonly reason: string;
}

/** An open WebSocket that keeps what comes. */
export async function openWebSocket(url: string, headers: Readonly<Record<string, string>> = {}) {
  const socket = new WebSocket(url, { headers });
  onTestFinished(() => socket.terminate());
  const arrived: (string | Buffer)[] = [];
  const ended = new Promise<Ended>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  socket.on('message', (data, isBinary) => {
    arrived.push(isBinary ? (data as Buffer) : (data as Buffer).toString());
  });
  await once(socket, 'open');
  return { socket, arrived, ended };
}

/** Why a server opens no WebSocket. */
export async function refusedWebSocket(url: string, headers: Readonly<Record<string, string>> = {}) {
  const socket = new WebSocket(url, { headers });
  const [, response] = await once(socket, 'unexpected-response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return {
    status: response.statusCode,
    headers: response.headers,
    ...JSON.parse(Buffer.concat(chunks).toString()),
  };
}

/** A connection that speaks WebSocket by hand, and keeps every byte that comes after the answer to its request. */
export async function openRaw(port: number) {
  const socket: Socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  socket.write(
    [
      'GET /invocations-bidirectional-stream HTTP/1.1',
      'Host: x',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13\r\n\r\n',
    ].join('\r\n'),
  );
  const [first] = await once(socket, 'data');
  const frames: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => frames.push(bytes));
  const ended = once(socket, 'close');
  return { socket, head: String(first), ended, received: () => Buffer.concat(frames) };
}

/** A frame as a client writes it; `first` is the byte with the opcode. */
export function clientFrame(first: number, payload: string | Uint8Array = ''): Buffer {
  const bytes = Buffer.from(payload as string);
  const mask = Buffer.from([1, 2, 3, 4]);
  const length =
    bytes.length < 126
      ? Buffer.from([0x80 | bytes.length])
      : Buffer.from([0x80 | 126, bytes.length >> 8, bytes.length & 255]);
  return Buffer.concat([
    Buffer.from([first]),
    length,
    mask,
    bytes.map((byte, index) => byte ^ (mask[index % 4] ?? 0)),
  ]);
}

/** Of a close frame, which a server does not mask. */
export function closeCode(received: Buffer): number {
  const at = received.lastIndexOf(0x88);
  return received.readUInt16BE(at + 2);
}
