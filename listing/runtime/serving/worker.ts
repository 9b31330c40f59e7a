import { realpathSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import * as contract from '../contract.ts';
import type { Inference, LoadedModel } from '../inference.ts';
import { detailsOf, type Log, logLine } from '../log.ts';
import { answerCall, type ServingContract } from './answer-call.ts';
import { batched } from './batching.ts';
import { frameWriter, readFrames } from './frames.ts';
import { OpenCall } from './open-call.ts';

export interface WorkerOptions {
  readonly channel: Duplex;
  readonly inference: () => Promise<Inference>;
  readonly modelDir: string;
  readonly contract: ServingContract;
  readonly log: Log;
}

/** Loads the model, then answers the calls from the socket. Rejects if the model cannot be loaded. */
export async function work(options: WorkerOptions): Promise<void> {
  const model = batched(await loadModel(options), options.contract.limits.batching);
  const send = frameWriter(options.channel);
  const calls: (OpenCall | undefined)[] = [];
  const begin = inTurn(async (call: OpenCall) => {
    await answerCall(call, model, options);
    // After a fast answer, another call may already use the same number.
    if (calls[call.id] === call) calls[call.id] = undefined;
  });
  readFrames(options.channel, (frame) => {
    if (frame.kind === 'call') {
      const call = new OpenCall(frame, send);
      calls[call.id] = call;
      begin(call);
    } else if (frame.kind === 'more') calls[frame.call]?.takeMore();
    else if (frame.kind === 'abort') {
      calls[frame.call]?.abort(new Error(frame.head));
      send('alive', 0);
    }
  });
  send('ready', 0);
}

/**
 * Starts calls in order. Every 2 ms it lets the event loop use the socket, so that answers are sent, and aborts are
 * seen before the next call starts.
 */
function inTurn<Item>(begin: (item: Item) => void): (item: Item) => void {
  const arrived: Item[] = [];
  let isRunning = false;
  const run = async (): Promise<void> => {
    let since = performance.now();
    for (let item = arrived.shift(); item; item = arrived.shift()) {
      begin(item);
      if (performance.now() - since < 2) continue;
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
    isRunning = false;
  };
  return (item) => {
    arrived.push(item);
    if (isRunning) return;
    isRunning = true;
    queueMicrotask(run);
  };
}

async function loadModel({ inference, modelDir, log }: WorkerOptions): Promise<LoadedModel> {
  try {
    const handler: Inference | undefined = await inference();
    if (typeof handler?.load !== 'function')
      throw new TypeError('src/inference.ts must `export default defineInference({ load, predict })`');
    return await handler.load({ modelDir });
  } catch (fault) {
    log({ level: 'error', event: 'model-failed-to-load', ...detailsOf(fault) });
    throw fault;
  }
}

/** A bundled model is next to the program. Otherwise it is where SageMaker unpacks it. */
function modelFolder(environment: NodeJS.ProcessEnv): string {
  if (contract.bundledModel !== null) return join(import.meta.dirname, '../..', contract.bundledModel);
  return join(environment.SAGEMAKER_BASE_DIR ?? '/opt/ml', 'model');
}

/** Ignores stop signals, which a terminal sends to all processes: the server handles them and stops the workers. */
async function serveCalls(): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => {});
  process.on('uncaughtException', (fault) => {
    logLine({ level: 'error', event: 'worker-failed', ...detailsOf(fault) });
    process.exit(1);
  });
  const channel = new Socket({ fd: 3, readable: true, writable: true });
  channel.once('close', () => process.exit(0));
  const inference = async () => (await import('../../src/inference.ts')).default;
  const options = { channel, inference, modelDir: modelFolder(process.env), contract, log: logLine };
  await work(options).catch(() => process.exit(1));
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) await serveCalls();
