import * as contract from '../contract.ts';
import type { Limits } from '../declared.ts';
import type { Asked, Inference, LoadedModel } from '../inference.ts';
import { logLine } from '../log.ts';
import type { Frame, FrameKind, SendFrame } from '../serving/frames.ts';
import { limitsOf, threadsOf, workerCount } from '../serving/limits.ts';
import { modelFolder } from '../serving/model-folder.ts';
import { work } from '../serving/work.ts';
import type { WorkerLink } from '../serving/worker-link.ts';
import { LargeBodyThreads } from './large-body-threads.ts';
import { PreloadedPython } from './preloaded-python.ts';
import { modelOf, predictPacked, type Said } from './python-model.ts';
import type { PythonProcess, PythonSource } from './python-process.ts';
import { separatePython, startPython } from './start-python.ts';
import type { PackedValue } from './values.ts';

/** `bin/serve` names the module with the handlers, unless `python/model.py` has them. */
const handlers = process.argv.slice(2);

let threads: LargeBodyThreads | undefined;
let preloaded: PreloadedPython | undefined;

/** A worker whose Python is driven by this process: no process of its own stands between. */
export function startPythonWorker(limits: Limits = limitsOf(process.env)): WorkerLink {
  threads ??= new LargeBodyThreads(workerCount(limits));
  const open = new Set<number>();
  let toWorker: (frame: Frame) => void = () => {};
  let isLoaded = false;
  let hasEnded = false;
  let isClosing = false;
  const ended = Promise.withResolvers<string>();
  const python = startPython(sourceFor(limits), (how) => {
    hasEnded = true;
    if (isLoaded && !isClosing) logLine({ level: 'error', event: 'python-died', message: how });
    // Nobody is told an error about a call that is lost: the pool answers it.
    for (const call of open) toWorker(frameOf('abort', call, `Python ${how}`));
    ended.resolve(how);
  });
  const inference: Inference = { load: () => loadPythonModel(python, threads as LargeBodyThreads, limits) };
  const connect: WorkerLink['connect'] = (onFrame) => {
    const options = { inference: async () => inference, modelDir: '', contract: { ...contract, limits } };
    const answers: SendFrame = (kind, call, head, body) => {
      if (hasEnded) return;
      if (kind === 'ready') isLoaded = true;
      if (kind === 'answer' || kind === 'end' || kind === 'broken') open.delete(call);
      onFrame(frameOf(kind, call, head, body));
    };
    work({
      ...options,
      log: logLine,
      connect: (take) => {
        toWorker = take;
        return answers;
      },
    }).catch(() => python.close());
    return writerTo((frame) => {
      if (frame.kind === 'call') open.add(frame.call);
      toWorker(frame);
    });
  };
  return {
    pid: () => python.pid,
    connect,
    ended: ended.promise,
    close: () => {
      isClosing = true;
      python.close();
    },
    kill: () => python.kill(),
  };
}

/** Python gets the calls of one turn of the event loop in one batch. */
function writerTo(give: (frame: Frame) => void): ReturnType<WorkerLink['connect']> {
  let hasWaiting = false;
  const endTurn = () => {
    hasWaiting = false;
  };
  const send: SendFrame = (kind, call, head, body) => {
    if (!hasWaiting) setImmediate(endTurn);
    hasWaiting = true;
    give(frameOf(kind, call, head, body));
  };
  return {
    send,
    get hasWaiting() {
      return hasWaiting;
    },
  };
}

function sourceFor(limits: Limits): PythonSource {
  const modelDir = modelFolder(process.env);
  const threads = threadsOf(limits);
  const environment = { OMP_NUM_THREADS: String(threads), ...process.env };
  if (!limits.preload) return separatePython(modelDir, environment, handlers);
  preloaded ??= new PreloadedPython({ modelDir, environment, threads, handlers });
  return preloaded.fork();
}

function frameOf(kind: FrameKind, call: number, head = '', body: Frame['body'] = []): Frame {
  return { kind, call, head, body };
}

async function loadPythonModel(
  python: PythonProcess,
  threads: LargeBodyThreads,
  limits: Limits,
): Promise<LoadedModel> {
  const model = await modelOf(python, 'server');
  if (model.kind === 'raw') return model;
  return { ...model, aside: asideFor(python, model, threads, limits) };
}

type Aside = NonNullable<Exclude<LoadedModel, { readonly kind: 'raw' }>['aside']>;

function asideFor(
  python: PythonProcess,
  { takes, columns }: Said,
  threads: LargeBodyThreads,
  { batching }: Limits,
): Aside {
  const maxSize = batching?.maxSize ?? Number.MAX_SAFE_INTEGER;
  return async (body, { codec, charset, parameters }): Promise<Asked> => {
    const hasHeader = parameters.get('header') === 'present';
    const { parts, shape, members, header } = await threads.read({
      ...{ body, codec, charset, hasHeader, maxSize },
      takes: takes === 'bytes' ? 'values' : takes,
      columns,
    });
    return {
      members,
      columns: header,
      answer: async (context, output) => {
        const answers: PackedValue[] = [];
        for (const part of parts) answers.push(await predictPacked(python, part, context));
        return threads.print({ parts: answers, codec: output, shape });
      },
    };
  };
}
