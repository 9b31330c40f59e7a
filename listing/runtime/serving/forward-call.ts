import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Limits } from '../declared.ts';
import type { Log } from '../log.ts';
import {
  type AnswerHead,
  type Body,
  type Frame,
  lengthOf,
  parseAnswerHead,
  printCallHead,
  wholeBody,
} from './frames.ts';
import { giveBack, writeOnce } from './give-back.ts';
import { sendBody, sendRefusal } from './http-answers.ts';
import { checkEncoding } from './media-types.ts';
import { type Refusal, tooLarge, tooLate, tryAgain } from './refusal.ts';
import type { Call } from './worker-link.ts';
import type { WorkerPool } from './worker-pool.ts';

const smallChunk = 256;
const joinedAtOnce = 1_024;

/** Shared by all calls: the workers, and the number and size of calls in progress. */
export interface Traffic {
  readonly pool: WorkerPool;
  readonly limits: Limits;
  /** The maximum total size in bytes of all request bodies in memory. */
  readonly bodyMemory: number;
  readonly log: Log;
  open: number;
  bodyBytes: number;
}

/**
 * Passes a request to a worker, and its answer to the caller. The call counts as in progress until the worker has
 * ended it, even if the caller already got 504. This limits the memory use.
 */
export function forwardCall(traffic: Traffic, request: IncomingMessage, response: ServerResponse): void {
  if (traffic.open >= traffic.limits.maxQueue) throw tryAgain('too many requests are waiting');
  checkEncoding(request.headers['content-encoding']);
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes(traffic.limits)) throw tooLarge(traffic.limits.maxPayloadMB);
  if (traffic.bodyBytes + announced > traffic.bodyMemory)
    throw tryAgain('the bodies of current requests fill the memory');
  new ForwardedCall(traffic, request, response).read();
}

function maxBytes({ maxPayloadMB }: Limits): number {
  return maxPayloadMB * 2 ** 20;
}

class ForwardedCall implements Call {
  readonly requestId = randomUUID();
  readonly #traffic: Traffic;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  #chunks: Buffer[] = [];
  /** The chunks up to here are not worth joining any more. */
  #joined = 0;
  #size = 0;
  #timer: NodeJS.Timeout | undefined;
  #isSubmitted = false;
  #isClosed = false;

  constructor(traffic: Traffic, request: IncomingMessage, response: ServerResponse) {
    this.#traffic = traffic;
    this.#request = request;
    this.#response = response;
    traffic.open += 1;
  }

  get head(): string {
    const { headers } = this.#request;
    return printCallHead({
      requestId: this.requestId,
      contentType: headers['content-type'],
      accept: headers.accept,
      attributes: headers['x-amzn-sagemaker-custom-attributes']?.toString(),
      inferenceId: headers['x-amzn-sagemaker-inference-id']?.toString(),
      sessionId: headers['x-amzn-sagemaker-session-id']?.toString(),
      targetModel: headers['x-amzn-sagemaker-target-model']?.toString(),
      inferenceComponent: headers['x-amzn-sagemaker-inference-component']?.toString(),
    });
  }

  takeBody(): Body {
    const body = this.#chunks;
    this.#chunks = [];
    return body;
  }

  read(): void {
    this.#request.on('data', (chunk: Buffer) => this.#keep(chunk));
    this.#request.on('end', () => this.#submit());
    this.#response.on('close', () => this.#responseClosed());
  }

  /**
   * A body that is too large is read and discarded, because callers see the answer only after sending the whole
   * body.
   */
  #keep(chunk: Buffer): void {
    if (this.#isClosed) return;
    const { limits, bodyMemory } = this.#traffic;
    this.#size += chunk.length;
    this.#traffic.bodyBytes += chunk.length;
    this.#chunks.push(chunk);
    if (this.#chunks.length - this.#joined === joinedAtOnce) this.#joinChunks();
    if (this.#size > maxBytes(limits)) this.#refuse(tooLarge(limits.maxPayloadMB));
    else if (this.#traffic.bodyBytes > bodyMemory)
      this.#refuse(tryAgain('the bodies of current requests fill the memory'));
  }

  /** A chunk of a single byte takes the memory of hundreds. */
  #joinChunks(): void {
    const chunks = this.#chunks.splice(this.#joined);
    const isWorthIt = lengthOf(chunks) < joinedAtOnce * smallChunk;
    this.#chunks.push(...(isWorthIt ? [Buffer.concat(chunks)] : chunks));
    this.#joined = this.#chunks.length;
  }

  #refuse(refusal: Refusal): void {
    sendRefusal(this.#response, refusal);
    this.#close();
  }

  #submit(): void {
    if (this.#isClosed) return;
    const { pool, limits } = this.#traffic;
    this.#timer = setTimeout(() => this.#late(), limits.timeoutSeconds * 1000);
    this.#isSubmitted = true;
    pool.submit(this);
  }

  #late(): void {
    const { pool, limits, log } = this.#traffic;
    const { requestId } = this;
    const refusal = tooLate(limits.timeoutSeconds, requestId);
    log({ level: 'error', event: 'request-failed', requestId, message: refusal.message });
    sendRefusal(this.#response, refusal);
    pool.abort(this, refusal.message, true);
  }

  /** An answer before the whole body has come is a refusal. */
  #responseClosed(): void {
    const isAnswered = this.#isSubmitted && this.#response.writableFinished;
    if (isAnswered || this.#isClosed) return;
    clearTimeout(this.#timer);
    if (this.#isSubmitted) this.#traffic.pool.abort(this, 'the caller has disconnected', false);
    else this.#close();
  }

  onFrame({ kind, head, body }: Frame): void {
    if (kind === 'answer') {
      const { status, headers } = parseAnswerHead(head);
      sendBody(this.#response, status, headers, body);
      if (this.#response.writableLength > 0) this.#limitReading();
    } else if (kind === 'start') this.#start(parseAnswerHead(head));
    else if (kind === 'piece') this.#pass(body);
    else if (kind === 'end') this.#response.end();
    else if (kind === 'broken') this.#cutOff();
    if (kind === 'answer' || kind === 'end' || kind === 'broken') this.#close();
  }

  /** The timeout only applies until the first piece of a stream. SageMaker ends streams after 8 minutes. */
  #start({ status, headers }: AnswerHead): void {
    clearTimeout(this.#timer);
    if (!this.#isDone) this.#response.writeHead(status, headers);
  }

  /** The caller has disconnected, or has already got 504. */
  get #isDone(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  /** Closes the connection, so that an incomplete answer does not look like a complete one. */
  #cutOff(): void {
    if (!this.#isDone) this.#response.destroy();
  }

  #pass(body: Body): void {
    const next = () => this.#traffic.pool.tell(this, 'more');
    if (this.#isDone || writeOnce(this.#response, wholeBody(body))) {
      next();
      return;
    }
    this.#limitReading();
    this.#response.once('drain', () => {
      this.#response.setTimeout(0);
      next();
    });
  }

  /** Disconnects a caller who reads nothing for as long. Otherwise their answer would stay in memory. */
  #limitReading(): void {
    this.#response.setTimeout(this.#traffic.limits.timeoutSeconds * 1000);
  }

  onLost(): void {
    if (this.#response.headersSent) this.#cutOff();
    else sendRefusal(this.#response, tryAgain('the worker for this request died'));
    this.#close();
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const chunk of this.takeBody()) giveBack(chunk);
    this.#traffic.open -= 1;
    this.#traffic.bodyBytes -= this.#size;
  }
}
