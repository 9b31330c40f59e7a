import { setImmediate } from 'node:timers/promises';
import type { RawCaller } from '../raw-caller.ts';

/** Bytes to send, or something else that the caller does. */
export type Step = string | Uint8Array | ((caller: RawCaller) => unknown);

export interface Outcome {
  /**
   * The answers in their order: the body of a 200, a status, or several that are as good. A body that is not empty
   * comes from the handler, which is called for nothing else.
   */
  readonly gets: readonly (string | number | readonly number[])[];
  /**
   * `goes on`: a ping on the same connection is answered next. `ends`: the server closes the connection. `waits`:
   * nothing happens until the caller leaves, after others were answered.
   */
  readonly connection: 'goes on' | 'ends' | 'waits';
}

/** What callers send on a connection, and what comes back from every server. */
export interface RawCase extends Outcome {
  readonly name: string;
  readonly sends: readonly Step[];
  /** How many callers do the same at once. */
  readonly callers?: number;
  /** Where the Flask variant rightly differs, and why. */
  readonly flask?: Partial<Outcome> & { readonly because: string };
}

export const line = 'POST /invocations HTTP/1.1\r\nHost: x\r\n';
export const chunkedLine = `${line}Transfer-Encoding: chunked\r\n\r\n`;
export const ping = 'GET /ping HTTP/1.1\r\nHost: x\r\n\r\n';
export const lastPing = 'GET /ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

/** A call with these header lines in front of its length. */
export function call(body: string, ...headers: readonly string[]): string {
  return `${line}${headers.map((header) => `${header}\r\n`).join('')}Content-Length: ${body.length}\r\n\r\n${body}`;
}

/** Sends each byte by itself. */
export function byteByByte(text: string): Step {
  return async ({ socket }) => {
    for (const byte of text) {
      socket.write(byte);
      await setImmediate();
    }
  };
}

export const seeing =
  (text: string): Step =>
  ({ sees }) =>
    sees(text);
/** Nothing more is sent, but answers are still read. */
export const sendNoMore: Step = ({ socket }) => socket.end();
export const reset: Step = ({ socket }) => socket.resetAndDestroy();
export const leave: Step = ({ socket }) => socket.destroy();
export const readNothing: Step = ({ socket }) => socket.pause();
