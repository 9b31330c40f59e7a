import { onTestFinished } from 'vitest';
import * as contract from '../../templates/runtime/contract.ts';
import type { Inference, Limits } from '../../templates/runtime/inference.ts';
import { type LogEntry, startServer } from '../../templates/runtime/server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** A real server on a free port, gone when the test is over. Its log is kept instead of printed. */
export async function serve(
  inference: Inference | (() => Promise<Inference>),
  { limits = {}, ready = true }: { limits?: Partial<Limits>; ready?: boolean } = {},
) {
  const logs: LogEntry[] = [];
  const server = await startServer({
    inference: typeof inference === 'function' ? inference : async () => inference,
    modelDir: '/nowhere/model',
    port: 0,
    contract: { ...contract, limits: { ...contract.limits, ...limits } },
    log: (entry) => logs.push(entry),
  });
  onTestFinished(() => server.stop());
  if (ready) await server.loaded;
  const address = `http://127.0.0.1:${server.port}`;
  const call = async (path: string, body?: RequestInit['body'], init: Call = {}): Promise<Answer> => {
    const method = init.method ?? (body === undefined ? 'GET' : 'POST');
    const response = await fetch(address + path, { ...init, method, body: body ?? null, ...streaming(body) });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  /** A call of `/invocations` whose body has no type that `fetch` made up. */
  const invoke = (body: string | Uint8Array, headers: Record<string, string> = {}, init: Call = {}) =>
    call('/invocations', Buffer.from(body), { ...init, headers });
  return { ...server, address, logs, call, invoke };
}

function streaming(body: RequestInit['body']): object {
  return body instanceof ReadableStream ? { duplex: 'half' } : {};
}
