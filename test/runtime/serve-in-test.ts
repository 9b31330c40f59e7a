import { onTestFinished } from 'vitest';
import * as contract from '../../listing/runtime/contract.ts';
import type { Inference, Limits } from '../../listing/runtime/inference.ts';
import type { LogEntry } from '../../listing/runtime/log.ts';
import { usualEnding } from '../../listing/runtime/serving/ending.ts';
import type { Frame } from '../../listing/runtime/serving/frames.ts';
import { readFrames } from '../../listing/runtime/serving/read-frames.ts';
import { type ServerOptions, startServer } from '../../listing/runtime/serving/server.ts';
import { type WorkerOptions, work } from '../../listing/runtime/serving/work.ts';
import type { WorkerLink } from '../../listing/runtime/serving/worker-link.ts';
import { overSocket } from '../../listing/runtime/serving/worker-process.ts';
import { FrameWriter } from '../../listing/runtime/serving/write-frames.ts';
import { socketPair } from '../support/socket-pair.ts';

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

interface ServeOptions extends Pick<ServerOptions, 'bodyMemory' | 'endingLimits' | 'openConversations'> {
  readonly limits?: Partial<Limits>;
  readonly ready?: boolean;
}

/**
 * A real server on a free port that stops after the test. Its one worker is connected by the usual socket and
 * frames, but runs in this process, so that a test can control the handler.
 */
export async function serve(
  inference: Inference | (() => Promise<Inference>),
  { limits = {}, ready = true, ...options }: ServeOptions = {},
) {
  const logs: LogEntry[] = [];
  const log = (entry: LogEntry) => void logs.push(entry);
  const allLimits = { ...contract.limits, workers: 1, ...limits };
  const workerOptions = {
    inference: typeof inference === 'function' ? inference : async () => inference,
    modelDir: '/nowhere/model',
    contract: { ...contract, limits: allLimits },
    log,
  };
  let gaveUp = false;
  const server = await startServer({
    port: 0,
    limits: allLimits,
    startWorker: () => workerInThisProcess(workerOptions),
    log,
    onGivingUp: () => {
      gaveUp = true;
    },
    // Nobody else calls, so the port need not stay open.
    endingLimits: { ...usualEnding, quietMs: 0 },
    ...options,
  });
  onTestFinished(() => server.stop());
  if (ready) await server.loaded;
  const address = `http://127.0.0.1:${server.port}`;
  const call = async (path: string, body?: RequestInit['body'], init: Call = {}): Promise<Answer> => {
    const method = init.method ?? (body === undefined ? 'GET' : 'POST');
    const response = await fetch(address + path, { ...init, method, body: body ?? null, ...streaming(body) });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  /** A call of `/invocations` without the content type that `fetch` would add. */
  const invoke = (body: string | Uint8Array, headers: Record<string, string> = {}, init: Call = {}) =>
    call('/invocations', Buffer.from(body), { ...init, headers });
  return { ...server, address, logs, call, invoke, gaveUp: () => gaveUp };
}

function workerInThisProcess(options: Omit<WorkerOptions, 'connect'>): WorkerLink {
  const [channel, workersEnd] = socketPair();
  const ended = Promise.withResolvers<string>();
  workersEnd.once('end', () => ended.resolve('was told to stop'));
  const connect = (onFrame: (frame: Frame) => void) => {
    readFrames(workersEnd, onFrame);
    return new FrameWriter(workersEnd).send;
  };
  work({ ...options, connect }).catch(() => ended.resolve('could not load the model'));
  return {
    ...overSocket(channel),
    ended: ended.promise,
    kill: () => ended.resolve('was killed'),
  };
}

function streaming(body: RequestInit['body']): object {
  return body instanceof ReadableStream ? { duplex: 'half' } : {};
}
