import { Agent } from 'node:http';
import type { Limits, Program } from '../declared.ts';
import type { Log } from '../log.ts';
import { type Frame, type FrameKind, firstConversation, type SendFrame } from '../serving/frames.ts';
import type { WorkerLink } from '../serving/worker-link.ts';
import type { PoolOptions } from '../serving/worker-pool.ts';
import { choosePort, host } from './choose-port.ts';
import { ProgramCall, type ProgramContract } from './program-call.ts';
import { type ProgramProcess, startProcess } from './program-process.ts';
import { untilAlive, untilReady } from './until-ready.ts';

interface ProgramOptions {
  readonly program: Program;
  readonly contract: ProgramContract;
  readonly limits: Limits;
  /** What the program gets besides its own variables. */
  readonly environment: NodeJS.ProcessEnv;
  readonly log: Log;
  /** Where the listing has conversations. */
  readonly converse?: ConverseWithProgram | undefined;
}

/** Opens a conversation with the program. */
export type ConverseWithProgram = (options: ConversationOptions) => ProgramConversation;

export interface ConversationOptions {
  /** Its `ConversationHead`. */
  readonly head: string;
  readonly url: string;
  readonly limits: Limits;
  readonly log: Log;
  readonly send: (kind: FrameKind, head?: string, body?: Frame['body']) => void;
}

export interface ProgramConversation {
  readonly take: (frame: Pick<Frame, 'kind' | 'head' | 'body'>) => void;
  /** The program has ended. */
  readonly drop: () => void;
}

/** One program serves all calls. It has workers of its own, or does several things at once. */
export function poolForProgram({
  workers,
  maxQueue,
  conversations,
}: Limits): Pick<PoolOptions, 'crew' | 'callsAtOnce' | 'conversations' | 'isConcurrent'> {
  const most = workers === 'auto' ? maxQueue : workers;
  return {
    crew: { most: 1, first: 1 },
    callsAtOnce: most,
    conversations: conversations === undefined ? 0 : most,
    isConcurrent: true,
  };
}

/** Starts the program. For the server, it looks like a worker. */
export function startProgram(options: ProgramOptions): WorkerLink {
  const link = new ProgramLink(options);
  return {
    connect: (onFrame) => {
      void link.begin(onFrame);
      return { send: link.take, hasWaiting: false };
    },
    ended: link.ended,
    close: link.close,
    kill: link.kill,
  };
}

class ProgramLink {
  readonly #options: ProgramOptions;
  readonly #calls = new Map<number, ProgramCall>();
  readonly #conversations = new Map<number, ProgramConversation>();
  readonly #ended = Promise.withResolvers<string>();
  /** Aborts when the program has ended, or need not become ready any more. */
  readonly #over = new AbortController();
  /** Programs close idle connections after two seconds or more, and a call must not meet that. */
  readonly #agent = new Agent({ keepAlive: true, timeout: 1000 });
  #onFrame: (frame: Frame) => void = () => {};
  #process: ProgramProcess | undefined;
  #port = 0;
  #answeredAt = 0;
  #asking: Promise<boolean> | undefined;
  #whyKilled: string | undefined;

  constructor(options: ProgramOptions) {
    this.#options = options;
  }

  /** Resolves with a description of how the program ended. */
  get ended(): Promise<string> {
    return this.#ended.promise;
  }

  async begin(onFrame: (frame: Frame) => void): Promise<void> {
    this.#onFrame = onFrame;
    const { program, environment, log } = this.#options;
    const port = await choosePort(program, log);
    this.#port = port;
    if (this.#over.signal.aborted) return this.#end('was stopped before it started');
    log({ level: 'info', event: 'program-started', port });
    this.#process = startProcess(program, port, environment);
    void this.#process.ended.then((how) => this.#end(this.#whyKilled ?? how));
    const why = await untilReady({ program, port, signal: this.#over.signal, log });
    if (this.#over.signal.aborted) return;
    if (why === undefined) this.#send('ready', 0);
    else {
      this.#whyKilled = why;
      this.kill();
    }
  }

  readonly take: SendFrame = (kind, id, head = '', body = []) => {
    if (id >= firstConversation) {
      if (kind === 'call') this.#converse(id, head);
      else this.#conversations.get(id)?.take({ kind, head, body });
    } else if (kind === 'call') {
      const { contract, limits, program, log } = this.#options;
      const call = new ProgramCall({
        ...{ head, body, program, contract, log, idleMs: limits.timeoutSeconds * 1000 },
        place: { agent: this.#agent, port: this.#port },
        over: this.#over.signal,
        onAnswer: () => {
          this.#answeredAt = performance.now();
        },
        untilAlive: () => this.#untilAlive(),
        send: (kind, head, body) => {
          if (kind === 'answer' || kind === 'end' || kind === 'broken') this.#calls.delete(id);
          this.#send(kind, id, head, body);
        },
      });
      this.#calls.set(id, call);
      call.begin();
    } else if (kind === 'more') this.#calls.get(id)?.more();
    else if (kind === 'abort') this.#calls.get(id)?.abort();
  };

  #converse(id: number, head: string): void {
    const { converse, program, limits, log } = this.#options;
    const send: ConversationOptions['send'] = (kind, head, body) => {
      if (kind === 'end' || kind === 'broken') this.#conversations.delete(id);
      this.#send(kind, id, head, body);
    };
    const url = `ws://${host}:${this.#port}${program.bidirectional}`;
    const conversation = converse?.({ head, url, limits, log, send });
    if (conversation) this.#conversations.set(id, conversation);
  }

  #send(kind: FrameKind, call: number, head = '', body: Frame['body'] = []): void {
    if (!this.#over.signal.aborted) this.#onFrame({ kind, call, head, body });
  }

  /** One question serves all calls that nobody waits for. */
  #untilAlive(): Promise<boolean> {
    this.#asking ??= this.#askUntilAlive().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** A program that answers nothing for as long as a call may take, not even whether it is ready, is started again. */
  async #askUntilAlive(): Promise<boolean> {
    const { program, limits, log } = this.#options;
    const begun = performance.now();
    const isStuck = () =>
      performance.now() - Math.max(begun, this.#answeredAt) > limits.timeoutSeconds * 1000;
    const isAlive = await untilAlive({ program, port: this.#port, signal: this.#over.signal }, isStuck);
    if (!isAlive && !this.#over.signal.aborted && this.#whyKilled === undefined) {
      this.#whyKilled = `answered nothing for ${limits.timeoutSeconds} seconds, and was ended`;
      log({ level: 'error', event: 'worker-stuck', message: 'it does not react' });
      this.kill();
    }
    return isAlive;
  }

  /** The pool answers the calls that are lost. */
  #end(how: string): void {
    this.#over.abort();
    for (const call of [...this.#calls.values(), ...this.#conversations.values()]) call.drop();
    this.#agent.destroy();
    this.#ended.resolve(how);
  }

  readonly close = (): void => {
    this.#over.abort();
    if (this.#process) this.#process.stop();
    else this.#end('was stopped before it started');
  };

  readonly kill = (): void => {
    if (this.#process) this.#process.kill();
    else this.#end('was stopped before it started');
  };
}
