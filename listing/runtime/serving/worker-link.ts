import type { Body, Frame, SendFrame } from './frames.ts';

/** One process that holds the model, and the way to it. */
export interface WorkerLink {
  /** Of the process that holds the model; undefined if it is not running. */
  readonly pid?: () => number | undefined;
  /** Called once. */
  readonly connect: (onFrame: (frame: Frame) => void) => Writer;
  /** Resolves with a description of how it ended, after everything it sent has been read. */
  readonly ended: Promise<string>;
  /** No more calls come: it may end as soon as it likes. */
  readonly close: () => void;
  readonly kill: () => void;
}

export interface Writer {
  readonly send: SendFrame;
  /** Whether frames of this turn are not sent yet. */
  readonly hasWaiting: boolean;
}

export interface Call {
  readonly head: string;
  /** Returns the body and releases it: this works only once. */
  readonly takeBody: () => Body;
  readonly onFrame: (frame: Frame) => void;
  /** Called when the worker died, because of this call or another one. */
  readonly onLost: () => void;
}

/** Never gets ready. */
export function idleWorker(): WorkerLink {
  const { promise, resolve } = Promise.withResolvers<string>();
  const end = () => resolve('was not needed');
  return { connect: () => ({ send: () => {}, hasWaiting: false }), ended: promise, close: end, kill: end };
}
