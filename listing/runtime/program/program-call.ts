import { type Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { InputType, OutputType } from '../contract.ts';
import type { DeclaredTypes, Program, Target } from '../declared.ts';
import { detailsOf, type Log } from '../log.ts';
import { type Body, type CallHead, type FrameKind, lengthOf, parseCallHead } from '../serving/frames.ts';
import { chooseInput, chooseOutput } from '../serving/media-types.ts';
import { Refusal, refusalFor } from '../serving/refusal.ts';
import { type AnswerTypes, answerHead } from './answer-head.ts';
import { askedHeaders } from './asked-headers.ts';
import { host } from './choose-port.ts';
import { chooseTarget } from './choose-target.ts';

export interface ProgramContract {
  readonly inputTypes: DeclaredTypes<InputType>;
  readonly outputTypes: DeclaredTypes<OutputType>;
}

interface CallOptions {
  readonly head: string;
  readonly body: Body;
  readonly program: Program;
  readonly contract: ProgramContract;
  readonly log: Log;
  readonly place: { readonly agent: Agent; readonly port: number };
  /** Aborts when the program has ended. */
  readonly over: AbortSignal;
  /** How long the program may pause in the middle of an answer. */
  readonly idleMs: number;
  readonly send: (kind: FrameKind, head?: string, body?: Body) => void;
  /** Called when the program begins an answer. */
  readonly onAnswer: () => void;
  /** Resolves when the program answers something again, or to false if it ends without. */
  readonly untilAlive: () => Promise<boolean>;
}

interface Asked {
  readonly target: Target;
  readonly headers: Readonly<Record<string, string>>;
  readonly types: AnswerTypes<OutputType>;
}

/** How long the end of the program may come after the end of its connection. */
const deathMs = 500;

/** A call that the program answers. */
export class ProgramCall {
  readonly #options: CallOptions;
  readonly #head: CallHead;
  #asking: ClientRequest | undefined;
  #answer: IncomingMessage | undefined;
  #idle: NodeJS.Timeout | undefined;
  /** What has come before it was known whether it is all. */
  #first: Buffer[] = [];
  #hasStarted = false;
  #hasFailed = false;
  #isOver = false;

  constructor(options: CallOptions) {
    this.#options = options;
    this.#head = parseCallHead(options.head);
  }

  begin(): void {
    const { contract, program, body } = this.#options;
    try {
      const input = chooseInput(this.#head.contentType, contract.inputTypes);
      const chosen = chooseOutput(this.#head.accept, contract.outputTypes).type;
      const target = chooseTarget(program, this.#head.attributes);
      const headers = askedHeaders(this.#head, input.type, lengthOf(body));
      this.#ask({ target, headers, types: { chosen, declared: contract.outputTypes } });
    } catch (fault) {
      this.#refuse(fault);
    }
  }

  #ask(asked: Asked, isAgain = false): void {
    const { place, body } = this.#options;
    const { target, headers, types } = asked;
    const hasBody = target.method !== 'GET';
    const asking = request({
      ...{ host, port: place.port, method: target.method, path: target.path },
      headers: hasBody ? headers : withoutBody(headers),
      agent: isAgain ? false : place.agent,
    });
    this.#asking = asking;
    asking.on('response', (answer) => this.#take(answer, types));
    asking.on('error', (fault: NodeJS.ErrnoException) => {
      // The answer itself reports what breaks it off.
      if (this.#isOver || this.#answer) return;
      // It may have closed the connection just before, because nothing came for a while.
      const wasClosed = asking.reusedSocket && (fault.code === 'ECONNRESET' || fault.code === 'EPIPE');
      if (wasClosed && !isAgain) this.#ask(asked, true);
      else void this.#fail(fault);
    });
    // As few writes as possible.
    asking.cork();
    if (hasBody) for (const piece of body) asking.write(piece);
    asking.end();
    asking.uncork();
  }

  #take(answer: IncomingMessage, types: AnswerTypes<OutputType>): void {
    this.#answer = answer;
    this.#options.onAnswer();
    answer.on('error', (fault) => void this.#fail(fault));
    if (this.#isOver) return;
    try {
      const head = JSON.stringify(answerHead(answer, types));
      const length = Number(answer.headers['content-length']);
      answer.on('data', (chunk: Buffer) => {
        if (this.#hasStarted) return this.#pass(chunk);
        this.#first.push(chunk);
        if (lengthOf(this.#first) === length) this.#finish('answer', head, this.#first);
        else if (this.#first.length === 1) setImmediate(() => this.#start(head));
      });
      answer.on('end', () => {
        if (this.#hasStarted) this.#finish('end');
        else this.#finish('answer', head, this.#first);
        // It has answered before it has read all: nothing more can be asked on this connection.
        if (!this.#asking?.writableFinished) this.#asking?.destroy();
      });
    } catch (fault) {
      this.#refuse(noAnswer(this.#head, fault), fault);
      this.#asking?.destroy();
    }
  }

  /** What has come together with its end is an answer, and no stream. */
  #start(head: string): void {
    if (this.#isOver || this.#hasFailed) return;
    this.#hasStarted = true;
    this.#options.send('start', head);
    this.#pass(Buffer.concat(this.#first));
    this.#first = [];
  }

  /** The next part is read when the caller has taken this one. */
  #pass(chunk: Buffer): void {
    if (this.#isOver) return;
    clearTimeout(this.#idle);
    this.#answer?.pause();
    this.#options.send('piece', '', [chunk]);
  }

  more(): void {
    const { idleMs } = this.#options;
    const fault = new Error(`nothing more came for ${idleMs / 1000} seconds`);
    this.#idle = setTimeout(() => void this.#fail(fault), idleMs);
    this.#answer?.resume();
  }

  /**
   * Nobody waits for the answer any more. The call ends when the program answers something else: until then it may hang.
   */
  abort(): void {
    if (this.#isOver) return;
    this.drop();
    void this.#options.untilAlive().then((isAlive) => isAlive && this.#options.send('broken'));
  }

  /** The program has ended. */
  drop(): void {
    this.#isOver = true;
    clearTimeout(this.#idle);
    this.#asking?.destroy();
  }

  /** Where the program has died, the pool answers: another call may be answered soon. */
  async #fail(fault: Error): Promise<void> {
    if (this.#isOver || this.#hasFailed) return;
    this.#hasFailed = true;
    this.#asking?.destroy();
    await pause(deathMs, undefined, { signal: this.#options.over }).catch(() => {});
    if (this.#isOver) return;
    if (!this.#hasStarted) return this.#refuse(noAnswer(this.#head, fault), fault);
    const { requestId } = this.#head;
    this.#options.log({ level: 'error', event: 'answer-broken-off', requestId, message: fault.message });
    this.#finish('broken');
  }

  #refuse(refusal: unknown, why: unknown = refusal): void {
    const { requestId } = this.#head;
    const { status, headers, body } = refusalFor(refusal, requestId);
    if (status >= 500)
      this.#options.log({ level: 'error', event: 'request-failed', requestId, ...detailsOf(why) });
    const head = { status, headers: { ...headers, 'content-type': 'application/json' } };
    this.#finish('answer', JSON.stringify(head), [Buffer.from(body)]);
  }

  #finish(kind: 'answer' | 'end' | 'broken', head = '', body: Body = []): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#idle);
    this.#options.send(kind, head, body);
  }
}

/** What callers get. The log has the reason. */
function noAnswer({ requestId }: CallHead, fault: unknown): unknown {
  if (fault instanceof Refusal) return fault;
  return new Refusal(502, 'the program gave no valid answer', { requestId });
}

function withoutBody(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('content-')));
}
