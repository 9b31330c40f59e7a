import type { Inference, LoadedModel } from '../inference.ts';
import { detailsOf, type Log } from '../log.ts';
import { answerCall, type ServingContract } from './answer-call.ts';
import { batched } from './batching.ts';
import { type Frame, firstConversation, lengthOf, type SendFrame } from './frames.ts';
import { holdConversation } from './hold-conversation.ts';
import { OpenCall } from './open-call.ts';
import { OpenConversation } from './open-conversation.ts';
import { memoryReturner } from './spare-memory.ts';

export interface WorkerOptions {
  /** Connects the worker to the server. */
  readonly connect: (onFrame: (frame: Frame) => void) => SendFrame;
  readonly inference: () => Promise<Inference>;
  readonly modelDir: string;
  readonly contract: ServingContract;
  readonly log: Log;
}

/** Loads the model when it may, then answers the calls from the socket. Rejects if the model cannot be loaded. */
export async function work(options: WorkerOptions): Promise<void> {
  const mayLoad = Promise.withResolvers<void>();
  let model: LoadedModel;
  const calls: (OpenCall | undefined)[] = [];
  const returnMemory = memoryReturner();
  const begin = inTurn(async (call: OpenCall) => {
    // A large body may go to another thread, and is not here any more after that.
    const length = lengthOf(call.pieces);
    await answerCall(call, model, options);
    returnMemory(length);
    // After a fast answer, another call may already use the same number.
    if (calls[call.id] === call) calls[call.id] = undefined;
  });
  const conversations = new Map<number, OpenConversation>();
  const hold = async (call: OpenConversation) => {
    conversations.set(call.id, call);
    await holdConversation(call, model, options);
    if (conversations.get(call.id) === call) conversations.delete(call.id);
  };
  const send = options.connect((frame) => {
    if (frame.call >= firstConversation) {
      if (frame.kind === 'call') void hold(new OpenConversation(frame, send));
      else tellConversation(conversations.get(frame.call), frame);
      if (frame.kind === 'abort') send('alive', 0);
    } else if (frame.kind === 'call') {
      const call = new OpenCall(frame, send);
      calls[call.id] = call;
      begin(call);
    } else if (frame.kind === 'load') mayLoad.resolve();
    else if (frame.kind === 'more') calls[frame.call]?.takeMore();
    else if (frame.kind === 'abort') {
      calls[frame.call]?.abort(new Error(frame.head));
      send('alive', 0);
    }
  });
  model = batched(await loadModel(options, mayLoad.promise), options.contract.limits.batching);
  send('ready', 0);
}

function tellConversation(conversation: OpenConversation | undefined, frame: Frame): void {
  if (frame.kind === 'message') conversation?.messages.take(frame);
  else if (frame.kind === 'more') conversation?.takeMore();
  else if (frame.kind === 'last') conversation?.messages.end();
  else if (frame.kind === 'abort') conversation?.abort(new Error(frame.head));
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

/** The seller's code is imported at once. Its model waits until there is memory for it. */
async function loadModel(
  { inference, modelDir, log }: WorkerOptions,
  mayLoad: Promise<void>,
): Promise<LoadedModel> {
  try {
    const handler: Inference | undefined = await inference();
    if (typeof handler?.load !== 'function')
      throw new TypeError('src/inference.ts must `export default defineInference({ load, predict })`');
    await mayLoad;
    return await handler.load({ modelDir });
  } catch (fault) {
    log({ level: 'error', event: 'model-failed-to-load', ...detailsOf(fault) });
    throw fault;
  }
}
