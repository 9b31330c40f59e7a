import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as contract from '../contract.ts';
import type { Limits } from '../declared.ts';
import { whyNoGpu } from '../gpu/why-no-gpu.ts';
import { detailsOf, exitWhenRead, type Log, logLine, outliveReaders } from '../log.ts';
import { crewFor, memoryForBodies } from './container-memory.ts';
import { Ending, type EndingLimits, responsesUntil, usualEnding } from './ending.ts';
import { forwardCall, type Traffic } from './forward-call.ts';
import { findOutWhetherLeft } from './has-left.ts';
import {
  choosePath,
  conversationPath,
  executionParameters,
  sendBody,
  sendJson,
  sendRefusal,
  sendText,
} from './http-answers.ts';
import { checkVersion, refuseInvalidRequests } from './invalid-requests.ts';
import { limitsOf } from './limits.ts';
import { Metrics, metricsType } from './metrics.ts';
import { Refusal, refusalFor, tryAgain } from './refusal.ts';
import { type Conversations, isForWebSocket, takeUpgrades, webSocketWanted } from './upgrades.ts';
import { idleWorker, type WorkerLink } from './worker-link.ts';
import { type PoolOptions, WorkerPool } from './worker-pool.ts';

export interface ServerOptions {
  readonly port: number;
  readonly limits: Limits;
  readonly startWorker: () => WorkerLink;
  readonly log: Log;
  /** Called when workers keep dying. The log has the reason. */
  readonly onGivingUp: () => void;
  /** The maximum total size in bytes of all request bodies in memory. */
  readonly bodyMemory?: number;
  readonly endingLimits?: EndingLimits;
  /** Why this machine can never answer: the port is open, and no worker starts. */
  readonly whyNever?: string | undefined;
  readonly pool?: OwnPool;
  readonly openConversations?: OpenConversations | undefined;
}

type OpenConversations = (traffic: Traffic) => Conversations;

/** How the workers get their calls, where the limits alone do not say it. */
type OwnPool = Partial<Pick<PoolOptions, 'crew' | 'callsAtOnce' | 'conversations' | 'isConcurrent'>>;

export interface RunningServer {
  readonly port: number;
  /** Resolves when every worker has loaded the model, or when the pool has given up. */
  readonly loaded: Promise<void>;
  /** Closes the port soon. Resolves when all that has arrived is answered, or after a timeout. */
  readonly stop: () => Promise<void>;
}

interface Service extends Traffic {
  readonly ending: Ending;
  readonly metrics: Metrics;
  readonly whyNever: string | undefined;
  readonly conversations: Conversations | undefined;
  loggedReason: string;
}

/**
 * The process that listens on the port never runs the seller's code. So it answers pings while all workers are
 * busy, and it survives crashes of the workers.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const service = openService(options);
  // Node only accepts whole milliseconds, and 1.001 * 1000 is not a whole number in floating point.
  const requestTimeout = Math.ceil(options.limits.timeoutSeconds * 1000);
  const server = createServer({
    // A caller who sends headers or the body too slowly gets 408.
    requestTimeout,
    headersTimeout: Math.min(10_000, requestTimeout),
    connectionsCheckingInterval: 1000,
    // Longer than any client keeps an idle connection, so that it is not closed while a client sends a request.
    keepAliveTimeout: 75_000,
    ServerResponse: responsesUntil(service.ending),
    // `checkVersion` asks for it, and its answer is JSON.
    requireHostHeader: false,
    ...(service.conversations && { shouldUpgradeCallback: isForWebSocket }),
  });
  // A property of Node that its types do not know: callers who end only their own side still get their answer.
  Object.assign(server, { httpAllowHalfOpen: true });
  server.on('connection', (socket) => {
    service.ending.connectionArrived(socket);
    socket.once('end', () => {
      const response = service.ending.lastOn(socket);
      if (response) findOutWhetherLeft(response);
    });
  });
  const take = (request: IncomingMessage, response: ServerResponse, isAsking: boolean) =>
    service.ending.requestArrived(response, () => answer(service, request, response, isAsking));
  server.on('request', (request, response) => take(request, response, false));
  server.on('checkContinue', (request, response) => take(request, response, true));
  const { conversations } = service;
  if (conversations)
    takeUpgrades(server, (request, socket, head) => {
      service.ending.upgraded(socket);
      checkConversation(service, request);
      conversations.take(request, socket, head);
    });
  refuseInvalidRequests(server, service.ending);
  server.listen(options.port, '0.0.0.0');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  options.log({ level: 'info', event: 'listening', port, generator: contract.generator });
  let stopped: Promise<void> | undefined;
  const stopOnce = () => {
    stopped ??= stop(service, server, options.endingLimits ?? usualEnding);
    return stopped;
  };
  return { port, loaded: service.pool.loaded, stop: stopOnce };
}

function openService(options: ServerOptions): Service {
  const { limits, log, onGivingUp, whyNever, bodyMemory = memoryForBodies(limits) } = options;
  const startWorker = whyNever === undefined ? options.startWorker : idleWorker;
  const pool = new WorkerPool({
    crew: crewFor(limits),
    callsAtOnce: Math.max(32, 2 * (limits.batching?.maxSize ?? 0)),
    conversations: limits.conversations ?? 0,
    ...options.pool,
    stuckAfterMs: limits.timeoutSeconds * 1000,
    startWorker,
    log,
    onGivingUp,
  });
  const counts = { open: 0, bodyBytes: 0 };
  const traffic: Traffic = { pool, limits, log, bodyMemory, ...counts };
  const conversations = options.openConversations?.(traffic);
  const parts = { ending: new Ending(), metrics: new Metrics() };
  return Object.assign(traffic, { ...parts, conversations, whyNever, loggedReason: '' });
}

function whyNotReady({ whyNever, pool }: Service): string | undefined {
  return whyNever ?? pool.whyNotReady;
}

async function stop(service: Service, server: Server, limits: EndingLimits): Promise<void> {
  const ended = service.ending.end(server, limits, () => {
    service.log({ level: 'error', event: 'stopped-before-answering', requests: service.open });
  });
  await Promise.all([service.conversations?.end(), ended]);
  await service.pool.stop();
}

/** `isAsking`: the caller waits for permission (`Expect: 100-continue`) before sending the body. */
function answer(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  isAsking: boolean,
): void {
  try {
    checkVersion(request);
    const { limits, ending, metrics } = service;
    const why = whyNotReady(service);
    const path = choosePath(request, limits);
    if (path === '/invocations' && limits.metrics) metrics.follow(response);
    if (path === '/execution-parameters') sendJson(response, 200, executionParameters(limits));
    else if (path === '/metrics')
      sendText(response, 200, { 'content-type': metricsType }, printMetrics(service));
    else if (path === '/ping' && ending.isStopping) throw tryAgain('the server is stopping');
    else if (why !== undefined) throw notReady(service, why);
    else if (path === '/ping') sendBody(response, 200, {}, []);
    else if (path === conversationPath) throw webSocketWanted();
    else {
      forwardCall(service, request, response);
      if (isAsking) response.writeContinue();
    }
  } catch (fault) {
    // Nobody knows whether the body still comes, or the next request.
    if (isAsking) response.shouldKeepAlive = false;
    sendRefusal(response, refusalFor(fault, ''));
  }
}

/** Throws what is answered in place of a WebSocket. */
function checkConversation(service: Service, request: IncomingMessage): void {
  checkVersion(request);
  if (choosePath(request, service.limits) !== conversationPath)
    throw new Refusal(400, 'this path takes no WebSocket', { supported: [conversationPath] });
  if (service.ending.isStopping) throw tryAgain('the server is stopping');
  const why = whyNotReady(service);
  if (why !== undefined) throw notReady(service, why);
}

function printMetrics(service: Service): string {
  const { metrics, pool, ending, open, bodyBytes, conversations } = service;
  const isReady = whyNotReady(service) === undefined && !ending.isStopping;
  return metrics.print({
    ...{ open, bodyBytes, ...pool.counts, isReady },
    ...(conversations && { conversations: conversations.open }),
  });
}

/** Logs each reason only once, although SageMaker asks often. */
function notReady(service: Service, why: string): Refusal {
  if (service.loggedReason !== why) service.log({ level: 'info', event: 'not-ready', message: why });
  service.loggedReason = why;
  return tryAgain(why);
}

/** What some programs of bin/serve need besides a worker. */
interface ServeOptions {
  readonly poolFor?: (limits: Limits) => OwnPool;
  readonly openConversations?: OpenConversations;
}

/** Until it is stopped. */
export async function serve(
  start: (limits: Limits) => WorkerLink,
  { poolFor = () => ({}), openConversations }: ServeOptions = {},
): Promise<void> {
  outliveReaders();
  process.on('uncaughtException', (fault) => {
    logLine({ level: 'error', event: 'server-failed', ...detailsOf(fault) });
    void exitWhenRead(1);
  });
  const limits = limitsOf(process.env);
  const starting = startServer({
    port: Number(process.env.SAGEMAKER_BIND_TO_PORT ?? 8080),
    limits,
    startWorker: () => start(limits),
    log: logLine,
    onGivingUp: () => void exitWhenRead(1),
    whyNever: limits.gpu && whyNoGpu(limits.gpu, process.env, logLine),
    pool: poolFor(limits),
    openConversations,
  });
  const stop = async (signal: string) => {
    logLine({ level: 'info', event: 'stopping', signal });
    await (await starting).stop();
    await exitWhenRead(0);
  };
  // Further SIGTERMs change nothing. A second Ctrl-C ends a manual run at once.
  process.on('SIGTERM', stop);
  process.once('SIGINT', stop);
  await starting;
}
