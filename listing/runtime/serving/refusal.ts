import { BadBody } from '../records.ts';

/** An answer other than 200. It can be thrown anywhere. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.body = JSON.stringify({ error: message, ...details });
    this.headers = headers;
  }
}

export function tryAgain(why: string): Refusal {
  return new Refusal(503, why, {}, { 'retry-after': '1' });
}

export function tooLarge(maxPayloadMB: number): Refusal {
  return new Refusal(413, `the body is larger than ${maxPayloadMB} MB`, { maxPayloadMB });
}

export function tooLate(timeoutSeconds: number, requestId: string): Refusal {
  return new Refusal(504, `no answer within ${timeoutSeconds} seconds`, { requestId });
}

/** Callers get details only about errors that they can fix. */
export function refusalFor(fault: unknown, requestId: string): Refusal {
  if (fault instanceof Refusal) return fault;
  if (fault instanceof BadBody) return new Refusal(400, fault.message);
  return new Refusal(500, 'the model failed on this request', { requestId });
}
