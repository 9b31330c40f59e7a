import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Limits } from '../declared.ts';
import { type Body, lengthOf } from './frames.ts';
import { writeOnce } from './give-back.ts';
import { workerCount } from './limits.ts';
import { Refusal } from './refusal.ts';

/** Where SageMaker opens a WebSocket for a conversation. */
export const conversationPath = '/invocations-bidirectional-stream';

/** Returns the path of a request. Throws 404 or 405 if the path or method is not supported. */
export function choosePath(
  { url = '', method }: Pick<IncomingMessage, 'url' | 'method'>,
  limits: Pick<Limits, 'metrics' | 'conversations'>,
): string {
  // A proxy can send the whole address.
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?]*/i, '');
  const [path = ''] = target.split('?', 1);
  const allowed = hasPath(path, limits) ? methods.get(path) : undefined;
  if (!allowed) {
    const supported = [...methods.keys()].filter((known) => hasPath(known, limits));
    throw new Refusal(404, 'there is nothing at this path', { supported });
  }
  if (allowed.includes(method ?? '')) return path;
  const allow = allowed.join(', ');
  throw new Refusal(405, `${path} does not take ${method}`, { supported: allowed }, { allow });
}

function hasPath(path: string, { metrics, conversations }: Pick<Limits, 'metrics' | 'conversations'>) {
  if (path === '/metrics') return metrics;
  return path !== conversationPath || conversations !== undefined;
}

const methods: ReadonlyMap<string, readonly string[]> = new Map([
  ['/ping', ['GET', 'HEAD']],
  ['/invocations', ['POST']],
  ['/execution-parameters', ['GET', 'HEAD']],
  ['/metrics', ['GET', 'HEAD']],
  [conversationPath, ['GET']],
]);

/**
 * `BatchStrategy` is left out: SageMaker reads `MULTI_RECORD`, but its local mode reads `MultiRecord`. Both work
 * without it. A transform job rejects values whose product is above 100.
 */
export function executionParameters(limits: Limits): Readonly<Record<string, number>> {
  const payloadMB = Math.min(limits.maxPayloadMB, 100);
  const concurrent = Math.max(1, Math.min(workerCount(limits), Math.floor(100 / payloadMB)));
  return { MaxConcurrentTransforms: concurrent, MaxPayloadInMB: payloadMB };
}

const jsonType = { 'content-type': 'application/json' };

/** Does nothing if the caller has disconnected or has already got 504. Nothing else may use the body. */
export function sendBody(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Body,
): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { ...headers, 'content-length': lengthOf(body) });
  const [first, ...others] = body;
  if (others.length === 0) return void response.end(first);
  response.cork();
  for (const piece of body) writeOnce(response, piece);
  response.end();
  response.uncork();
}

export function sendText(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  text: string,
): void {
  sendBody(response, status, headers, text === '' ? [] : [Buffer.from(text)]);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: Readonly<Record<string, unknown>>,
): void {
  sendText(response, status, jsonType, JSON.stringify(value));
}

export function sendRefusal(response: ServerResponse, { status, headers, body }: Refusal): void {
  sendText(response, status, { ...headers, ...jsonType }, body);
}
