import type { InputType, OutputType } from '../contract.ts';
import type { DeclaredType } from '../declared.ts';
import type { Context } from '../inference.ts';
import type { Members } from '../records.ts';
import type { CallHead, Frame, FrameKind, SendFrame } from './frames.ts';
import type { Input } from './media-types.ts';

/** A request inside a worker. It sends the answer, and receives `abort` and `more` from the server. */
export class OpenCall {
  readonly id: number;
  readonly head: CallHead;
  readonly body: Uint8Array;
  readonly #send: SendFrame;
  #abort: AbortController | undefined;
  #abortReason: Error | undefined;
  #onMore: (() => void) | undefined;

  constructor({ call, head, body }: Frame, send: SendFrame) {
    this.id = call;
    this.#send = send;
    this.head = JSON.parse(head);
    this.body = body;
  }

  send(kind: FrameKind, head: string, body?: Uint8Array): void {
    this.#send(kind, this.id, head, body);
  }

  /** Created on first use, because most handlers never use it. */
  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    if (this.#abortReason) this.#abort.abort(this.#abortReason);
    return this.#abort.signal;
  }

  get isAborted(): boolean {
    return this.#abortReason !== undefined;
  }

  abort(reason: Error): void {
    this.#abortReason = reason;
    this.#abort?.abort(reason);
    this.#onMore?.();
  }

  /** Resolves when the last piece has been passed on to the caller, or when the call is aborted. */
  untilMore(): Promise<void> {
    return new Promise((resolve) => {
      this.#onMore = resolve;
      if (this.isAborted) resolve();
    });
  }

  takeMore(): void {
    this.#onMore?.();
  }
}

/** The context for the handler, and the response headers, which the handler can add to. */
export function openContext(
  call: OpenCall,
  input: Input<InputType>,
  output: DeclaredType<OutputType>,
  members: Members = {},
) {
  const headers: Record<string, string> = { 'content-type': output.type };
  let metered = 0;
  const context: Context = {
    contentType: input.type,
    parameters: input.parameters,
    members,
    accept: output.type,
    attributes: call.head.attributes,
    requestId: call.head.requestId,
    get signal() {
      return call.signal;
    },
    setAttributes: (attributes) => {
      if (!/^[ -~]{0,1024}$/.test(attributes))
        throw new RangeError('custom attributes are at most 1024 visible ASCII characters');
      headers['x-amzn-sagemaker-custom-attributes'] = attributes;
    },
    meter: (units) => {
      if (!Number.isSafeInteger(units) || units < 1)
        throw new RangeError(`${units} is not a valid number of inferences`);
      metered += units;
      const metering = { Dimension: 'inference.count', ConsumedUnits: metered };
      headers['x-amzn-inference-metering'] = JSON.stringify(metering);
    },
  };
  return { context, headers };
}
