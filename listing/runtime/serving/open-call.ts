import { AbortableCall } from './abortable-call.ts';
import { type Body, type CallHead, type Frame, parseCallHead, type SendFrame, wholeBody } from './frames.ts';

/** A request inside a worker. */
export class OpenCall extends AbortableCall {
  readonly head: CallHead;
  /** In the pieces in which it came. */
  readonly pieces: Body;
  #body: Uint8Array | undefined;

  constructor({ call, head, body }: Frame, send: SendFrame) {
    super(call, send);
    this.head = parseCallHead(head);
    this.pieces = body;
  }

  get body(): Uint8Array {
    this.#body ??= wholeBody(this.pieces);
    return this.#body;
  }
}
