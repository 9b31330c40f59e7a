import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { totalmem } from 'node:os';
import * as contract from '../contract.ts';
import type { Limits } from '../declared.ts';
import { detailsOf, type Log, logLine } from '../log.ts';
import { forwardCall, type Traffic } from './forward-call.ts';
import { choosePath, executionParameters, sendBytes, sendJson, sendRefusal } from './http-answers.ts';
import { limitsOf, workerCount } from './limits.ts';
import { type Refusal, refusalFor, tryAgain } from './refusal.ts';
import { type WorkerLink, WorkerPool } from './worker-pool.ts';
import { startWorkerProcess } from './worker-process.ts';

export interface ServerOptions {
  readonly port: number;
  readonly limits: Limits;
  readonly startWorker: () => WorkerLink;
  readonly log: Log;
  /** Called when workers keep dying. The log has the reason. */
  readonly onGivingUp: () => void;
  /** The maximum total size in bytes of all request bodies in memory. */
  readonly bodyMemory?: number;
  /**
   * The maximum time for open calls to finish after the stop signal. SageMaker kills the container after 30
   * seconds.
   */
  readonly drainMs?: number;
}

export interface RunningServer {
  readonly port: number;
  /** Resolves when every worker has loaded the model, or when the pool has given up. */
  readonly loaded: Promise<void>;
  /** Stops accepting requests. Resolves when all open calls are answered, or after a timeout. */
  readonly stop: () => Promise<void>;
}

interface Service extends Traffic {
  loggedReason: string;
  isStopping: boolean;
}

/**
 * The process that listens on the port never runs the seller's code. So it answers pings while all workers are
 * busy, and it survives crashes of the workers.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const service = openService(options);
  // Node only accepts whole milliseconds, and 1.001 * 1000 is not a whole number in floating point.
  const requestTimeout = Math.ceil(options.limits.timeoutSeconds * 1000);
  const server = createServer(
    {
      // A caller who sends headers or the body too slowly gets 408.
      requestTimeout,
      headersTimeout: Math.min(10_000, requestTimeout),
      connectionsCheckingInterval: 1000,
      // Longer than any client keeps an idle connection, so that it is not closed while a client sends a request.
      keepAliveTimeout: 75_000,
    },
    (request, response) => answer(service, request, response),
  );
  server.listen(options.port, '0.0.0.0');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  options.log({ level: 'info', event: 'listening', port, generator: contract.generator });
  return { port, loaded: service.pool.loaded, stop: () => stop(service, server, options.drainMs ?? 25_000) };
}

function openService(options: ServerOptions): Service {
  const { limits, startWorker, log, onGivingUp, bodyMemory = memoryForBodies(limits) } = options;
  const pool = new WorkerPool({
    size: workerCount(limits),
    callsAtOnce: Math.max(32, 2 * (limits.batching?.maxSize ?? 0)),
    stuckAfterMs: limits.timeoutSeconds * 1000,
    startWorker,
    log,
    onGivingUp,
  });
  const counts = { open: 0, bodyBytes: 0 };
  const flags = { loggedReason: '', isStopping: false };
  return { pool, limits, log, bodyMemory, ...counts, ...flags };
}

/** A quarter of the container's memory, but at least enough for two bodies. */
function memoryForBodies({ maxPayloadMB }: Limits): number {
  const memory = Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem());
  return Math.max(memory / 4, 2 * maxPayloadMB * 2 ** 20);
}

async function stop(service: Service, server: Server, drainMs: number): Promise<void> {
  service.isStopping = true;
  const closed = once(server, 'close');
  server.close();
  // Otherwise connections that were busy when the server closed would stay open after their answer.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => {
    service.log({ level: 'error', event: 'stopped-before-answering', requests: service.open });
    server.closeAllConnections();
  }, drainMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(late);
  await service.pool.stop();
}

function answer(service: Service, request: IncomingMessage, response: ServerResponse): void {
  if (service.isStopping) response.shouldKeepAlive = false;
  try {
    const path = choosePath(request);
    const { limits, pool } = service;
    if (path === '/execution-parameters') sendJson(response, 200, executionParameters(limits));
    else if (pool.whyNotReady) throw notReady(service, pool.whyNotReady);
    else if (path === '/ping') sendBytes(response, 200, {}, '');
    else forwardCall(service, request, response);
  } catch (fault) {
    sendRefusal(response, refusalFor(fault, ''));
  }
}

/** Logs each reason only once, although SageMaker asks often. */
function notReady(service: Service, why: string): Refusal {
  if (service.loggedReason !== why) service.log({ level: 'info', event: 'not-ready', message: why });
  service.loggedReason = why;
  return tryAgain(why);
}

async function serve(): Promise<void> {
  process.on('uncaughtException', (fault) => {
    logLine({ level: 'error', event: 'server-failed', ...detailsOf(fault) });
    process.exit(1);
  });
  const limits = limitsOf(process.env);
  const starting = startServer({
    port: Number(process.env.SAGEMAKER_BIND_TO_PORT ?? 8080),
    limits,
    startWorker: () => startWorkerProcess(limits),
    log: logLine,
    onGivingUp: () => process.exit(1),
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, async () => {
      logLine({ level: 'info', event: 'stopping', signal });
      await (await starting).stop();
      process.exit(0);
    });
  await starting;
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) await serve();
