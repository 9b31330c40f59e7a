import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type DeclaredTypes, decode, encode } from './codecs.ts';
import * as contract from './contract.ts';
import {
  callerGone,
  chooseInput,
  chooseOutput,
  choosePath,
  executionParameters,
  openContext,
  Refusal,
  readBody,
  refusalFor,
  sendBytes,
  sendJson,
  sendPieces,
} from './http-answers.ts';
import type { Inference, Limits, LoadedModel } from './inference.ts';

export interface ServerOptions {
  /** Called once the port is open, so that a slow import does not delay the first answer to a ping. */
  readonly inference: () => Promise<Inference>;
  readonly modelDir: string;
  readonly port: number;
  readonly contract: ServingContract;
  readonly log: (entry: LogEntry) => void;
}

export interface ServingContract {
  readonly inputTypes: DeclaredTypes<contract.InputType>;
  readonly outputTypes: DeclaredTypes<contract.OutputType>;
  readonly limits: Limits;
}

export interface LogEntry {
  readonly level: 'info' | 'error';
  readonly event: string;
  readonly [detail: string]: unknown;
}

export interface RunningServer {
  readonly port: number;
  /** Ends when the model is loaded, or has failed to load. */
  readonly loaded: Promise<void>;
  /** Accepts nothing more, and ends when all that is in flight is answered, or after 25 seconds. */
  readonly stop: () => Promise<void>;
}

/** What changes while the server runs. */
interface Service extends ServerOptions {
  model: LoadedModel | undefined;
  whyNotReady: { readonly reason: string; isLogged: boolean };
  inFlight: number;
  isStopping: boolean;
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const whyNotReady = { reason: 'the model is still loading', isLogged: false };
  const service: Service = { ...options, model: undefined, whyNotReady, inFlight: 0, isStopping: false };
  const requestTimeout = options.contract.limits.timeoutSeconds * 1000;
  const server = createServer(
    {
      // Who sends headers or a body too slowly gets 408.
      requestTimeout,
      headersTimeout: Math.min(10_000, requestTimeout),
      connectionsCheckingInterval: 1000,
      // Longer than any client keeps an idle connection, so that it is never closed under a request.
      keepAliveTimeout: 75_000,
    },
    (request, response) => answer(service, request, response),
  );
  server.listen(options.port, '0.0.0.0');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  options.log({ level: 'info', event: 'listening', port });
  return { port, loaded: loadModel(service), stop: () => stop(service, server) };
}

/** A model that cannot be loaded leaves the server up: `/ping` stays 503, and the log says why. */
async function loadModel(service: Service): Promise<void> {
  try {
    const inference = await service.inference();
    if (typeof inference?.load !== 'function')
      throw new TypeError('src/inference.ts must `export default defineInference({ load, predict })`');
    service.model = await inference.load({ modelDir: service.modelDir });
    service.log({ level: 'info', event: 'model-loaded' });
  } catch (fault) {
    service.whyNotReady = { reason: 'the model failed to load', isLogged: true };
    service.log({ level: 'error', event: 'model-failed-to-load', ...describe(fault) });
  }
}

async function stop(service: Service, server: Server): Promise<void> {
  service.isStopping = true;
  const closed = once(server, 'close');
  server.close();
  // Connections that were busy when the server closed would otherwise be kept alive after their answer.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => {
    service.log({ level: 'error', event: 'stopped-before-answering', requests: service.inFlight });
    server.closeAllConnections();
  }, 25_000);
  await closed;
  clearInterval(sweep);
  clearTimeout(late);
}

async function answer(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  if (service.isStopping) response.shouldKeepAlive = false;
  try {
    const path = choosePath(request);
    if (path === '/ping') answerPing(service, response);
    else if (path === '/invocations') await answerInvocation(service, request, response, requestId);
    else sendJson(response, 200, executionParameters(service.contract.limits));
  } catch (fault) {
    answerFault(service, response, requestId, fault);
  }
}

function answerPing(service: Service, response: ServerResponse): void {
  if (service.model) {
    sendBytes(response, 200, {}, '');
    return;
  }
  const why = service.whyNotReady;
  if (!why.isLogged) service.log({ level: 'info', event: 'not-ready', reason: why.reason });
  why.isLogged = true;
  sendJson(response, 503, { error: why.reason });
}

/** A request counts until its handler has ended, even when the caller was answered 504 before: so memory stays bounded. */
async function answerInvocation(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const { model, contract } = service;
  const retry = { 'retry-after': '1' };
  if (!model) throw new Refusal(503, service.whyNotReady.reason, {}, retry);
  if (service.inFlight >= contract.limits.maxQueue)
    throw new Refusal(503, 'too many requests are waiting', {}, retry);
  const abort = new AbortController();
  response.once('close', () => response.writableEnded || abort.abort(callerGone()));
  const aborted = once(abort.signal, 'abort').then(() => Promise.reject(abort.signal.reason));
  service.inFlight += 1;
  const answered = invoke({ model, contract, request, response, requestId, abort }).finally(() => {
    service.inFlight -= 1;
  });
  await Promise.race([answered, aborted]);
}

interface Call {
  readonly model: LoadedModel;
  readonly contract: ServingContract;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly abort: AbortController;
}

async function invoke({ model, contract, request, response, requestId, abort }: Call): Promise<void> {
  const { limits, inputTypes, outputTypes } = contract;
  const input = chooseInput(request.headers['content-type'], inputTypes);
  const output = chooseOutput(request.headers.accept, outputTypes);
  const body = await readBody(request, limits.maxPayloadMB);
  const { context, headers } = openContext({ request, requestId, input, output, signal: abort.signal });
  const tooLate = `no answer within ${limits.timeoutSeconds} seconds`;
  const timer = setTimeout(
    () => abort.abort(new Refusal(504, tooLate, { requestId })),
    limits.timeoutSeconds * 1000,
  );
  try {
    if (model.kind === 'raw') {
      const answer = await model.handle({ ...context, body });
      if (typeof answer === 'string' || answer instanceof Uint8Array)
        return sendBytes(response, 200, headers, answer);
      // A stream may take longer than the first piece may: SageMaker itself ends it after 8 minutes.
      return await sendPieces(response, headers, answer, abort.signal, () => clearTimeout(timer));
    }
    const { records, shape } = decode(body, input.codec, input.charset);
    const predictions = records.length === 0 ? [] : await model.predict(records, context);
    sendBytes(response, 200, headers, encode(predictions, output.codec, shape));
  } finally {
    clearTimeout(timer);
  }
}

/** What went wrong inside goes to the log alone, under the request id that the caller gets. */
function answerFault(service: Service, response: ServerResponse, requestId: string, fault: unknown): void {
  const { status, message, details, headers } = refusalFor(fault, requestId);
  if (status === 500 || status === 504)
    service.log({ level: 'error', event: 'request-failed', requestId, ...describe(fault) });
  sendJson(response, status, { error: message, ...details }, headers);
}

function describe(fault: unknown): Readonly<Record<string, unknown>> {
  return fault instanceof Error ? { message: fault.message, stack: fault.stack } : { message: String(fault) };
}

function logLine(entry: LogEntry): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
}

/** A transform job may name its own payload limit; its 0 means any size, of which we take SageMaker's largest body. */
function limitsOf(environment: NodeJS.ProcessEnv): Limits {
  const asked = environment.SAGEMAKER_MAX_PAYLOAD_IN_MB;
  return asked && Number(asked) >= 0
    ? { ...contract.limits, maxPayloadMB: Number(asked) || 100 }
    : contract.limits;
}

/** A model that travels in the image lies beside the program; any other one is where SageMaker unpacks it. */
function modelFolder(environment: NodeJS.ProcessEnv): string {
  if (contract.bundledModel !== null) return join(import.meta.dirname, '..', contract.bundledModel);
  return join(environment.SAGEMAKER_BASE_DIR ?? '/opt/ml', 'model');
}

async function serve(): Promise<void> {
  process.on('uncaughtException', (fault) => {
    logLine({ level: 'error', event: 'process-failed', ...describe(fault) });
    process.exit(1);
  });
  const starting = startServer({
    inference: async () => (await import('../src/inference.ts')).default,
    modelDir: modelFolder(process.env),
    port: Number(process.env.SAGEMAKER_BIND_TO_PORT ?? 8080),
    contract: { ...contract, limits: limitsOf(process.env) },
    log: logLine,
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
