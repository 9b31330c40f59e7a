import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Limits } from '../declared.ts';
import { workerCount } from './limits.ts';
import { Refusal } from './refusal.ts';

/** Returns the path of a request. Throws 404 or 405 if the path or method is not supported. */
export function choosePath({ url, method }: Pick<IncomingMessage, 'url' | 'method'>): string {
  const path = url?.split('?', 1)[0] ?? '';
  const allowed = methods.get(path);
  if (!allowed) throw new Refusal(404, 'there is nothing at this path', { supported: [...methods.keys()] });
  if (allowed.includes(method ?? '')) return path;
  const allow = allowed.join(', ');
  throw new Refusal(405, `${path} does not take ${method}`, { supported: allowed }, { allow });
}

const methods: ReadonlyMap<string, readonly string[]> = new Map([
  ['/ping', ['GET', 'HEAD']],
  ['/invocations', ['POST']],
  ['/execution-parameters', ['GET', 'HEAD']],
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

/** Does nothing if the caller has disconnected or has already got 504. */
export function sendBytes(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | string,
): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: Readonly<Record<string, unknown>>,
): void {
  sendBytes(response, status, jsonType, JSON.stringify(value));
}

export function sendRefusal(response: ServerResponse, { status, headers, body }: Refusal): void {
  sendBytes(response, status, { ...headers, ...jsonType }, body);
}
