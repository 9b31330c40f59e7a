import type { AnswerHead } from './frames.ts';

/** The head of an answer, which the handler can change until it is sent. */
export class DraftHead {
  #status = 200;
  readonly #headers: Record<string, string>;
  #isTaken = false;

  constructor(contentType: string) {
    this.#headers = { 'content-type': contentType };
  }

  set(name: string, value: string): void {
    this.#checkOpen();
    this.#headers[name] = value;
  }

  readonly setContentType = (type: string): void => {
    if (!/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+ *(;[ -~]*)?$/.test(type))
      throw new RangeError(`${JSON.stringify(type)} is not a content type`);
    this.set('content-type', type);
  };

  readonly setStatus = (status: number): void => {
    if (!Number.isInteger(status) || status < 200 || status > 599)
      throw new RangeError(`${status} is not the status of an answer`);
    this.#checkOpen();
    this.#status = status;
  };

  meter(units: number): void {
    this.set(metering, JSON.stringify({ Dimension: 'inference.count', ConsumedUnits: units }));
  }

  /** Errors are not billed. */
  take(): AnswerHead {
    this.#isTaken = true;
    if (this.#status >= 400) delete this.#headers[metering];
    return { status: this.#status, headers: this.#headers };
  }

  #checkOpen(): void {
    if (this.#isTaken) throw new Error('the head of this answer has already been sent');
  }
}

const metering = 'x-amzn-inference-metering';
