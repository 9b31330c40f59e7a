import { WebSocket as Connection } from 'ws';
import type { ConversationOptions, ProgramConversation } from '../program/program-link.ts';
import { fittingReason } from '../serving/closing.ts';
import { type Closing, type ConversationHead, type Frame, textHead, wholeBody } from '../serving/frames.ts';
import { WaitingMessages } from './waiting-messages.ts';

/** A WebSocket to the seller's program, for the conversation of a caller. */
export function converseWithProgram(options: ConversationOptions): ProgramConversation {
  return new TalkWithProgram(options);
}

/** How long the program may take to answer a close frame. */
const closeMs = 2_000;

class TalkWithProgram implements ProgramConversation {
  readonly #options: ConversationOptions;
  readonly #head: ConversationHead;
  readonly #webSocket: Connection;
  readonly #waiting: WaitingMessages;
  /** Whether the caller has taken the last message. */
  #isFree = true;
  #hasOpened = false;
  #hasCallerLeft = false;
  #closing: Closing | undefined;
  #fault = 'it closed the connection';

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#head = JSON.parse(options.head);
    this.#webSocket = new Connection(addressOf(options.url, this.#head), {
      headers: headersOf(this.#head),
      perMessageDeflate: false,
      maxPayload: options.limits.maxPayloadMB * 2 ** 20,
    });
    this.#waiting = new WaitingMessages(this.#webSocket);
    this.#listen();
  }

  #listen(): void {
    const webSocket = this.#webSocket;
    webSocket.on('open', () => {
      this.#hasOpened = true;
      this.#options.send('start');
      this.#options.send('next');
    });
    webSocket.on('message', (data, isBinary) => {
      if (this.#hasCallerLeft) return;
      this.#waiting.add(data, isBinary);
      this.#pass();
    });
    webSocket.on('unexpected-response', (_request, { statusCode }) => {
      this.#fault = `it answered ${statusCode} in place of a WebSocket`;
      webSocket.terminate();
    });
    webSocket.on('error', ({ message }) => {
      if (this.#hasOpened || webSocket.readyState === Connection.CONNECTING) this.#fault = message;
    });
    webSocket.on('close', (code, reason) => {
      this.#closing = this.#closingFor({ code, reason: reason.toString() });
      // What it has said before goes first.
      if (this.#waiting.areNone) this.#end();
    });
  }

  readonly take = ({ kind, head, body }: Pick<Frame, 'kind' | 'head' | 'body'>): void => {
    if (kind === 'message')
      this.#webSocket.send(wholeBody(body), { binary: head !== textHead }, () => this.#options.send('next'));
    else if (kind === 'more') {
      this.#isFree = true;
      this.#pass();
    } else if (kind === 'last') this.#leave('the server is stopping');
    else if (kind === 'abort') {
      this.#hasCallerLeft = true;
      this.#waiting.drop();
      this.#leave(head);
    }
  };

  readonly drop = (): void => {
    this.#webSocket.removeAllListeners('close');
    this.#webSocket.terminate();
  };

  #pass(): void {
    if (!this.#isFree) return;
    const message = this.#waiting.take();
    if (message) {
      this.#isFree = false;
      this.#options.send('piece', message.head, [message.bytes]);
    } else if (this.#closing) this.#end();
  }

  #leave(reason: string): void {
    this.#webSocket.close(1001, fittingReason(reason));
    setTimeout(() => this.#webSocket.terminate(), closeMs).unref();
    if (this.#closing && this.#waiting.areNone) this.#end();
  }

  #end(): void {
    this.#options.send('end', JSON.stringify(this.#closing));
  }

  #closingFor({ code, reason }: Closing): Closing {
    // It has sent a close frame without a code.
    if (code === 1005) return { code: 1000, reason: '' };
    // And none at all.
    if (code !== 1006) return { code, reason };
    const { requestId } = this.#head;
    if (!this.#hasCallerLeft)
      this.#options.log({ level: 'error', event: 'conversation-failed', requestId, message: this.#fault });
    const did = this.#hasOpened ? 'broke off' : 'did not take';
    return { code: 1011, reason: `the program ${did} the conversation ${requestId}` };
  }
}

function addressOf(url: string, { query }: ConversationHead): string {
  if (query === '') return url;
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

function headersOf({ requestId, attributes, inferenceId, sessionId }: ConversationHead) {
  return {
    'x-request-id': requestId,
    ...(attributes !== undefined && { 'x-amzn-sagemaker-custom-attributes': attributes }),
    ...(inferenceId !== undefined && { 'x-amzn-sagemaker-inference-id': inferenceId }),
    ...(sessionId !== undefined && { 'x-amzn-sagemaker-session-id': sessionId }),
  };
}
