import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from '../declared.ts';
import type { Log } from '../log.ts';
import { host } from './choose-port.ts';

/** The first questions come quickly, and the later ones leave the log readable. */
const firstPauseMs = 20;
const longestPauseMs = 1000;
const answerMs = 5000;

interface Waiting {
  readonly program: Program;
  readonly port: number;
  /** Aborts when it need not be waited for any more. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Resolves when the program is ready, or with the reason why it is not ready in time. */
export async function untilReady({ program, port, signal, log }: Waiting): Promise<string | undefined> {
  const { ready, startupSeconds } = program;
  const end = performance.now() + startupSeconds * 1000;
  let last: string | undefined;
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    const why = await whyNotReady(port, ready, signal);
    if (why === undefined) return undefined;
    if (why !== last && !signal.aborted) log({ level: 'info', event: 'program-not-ready', message: why });
    last = why;
    if (performance.now() > end) return `was not ready within ${startupSeconds} seconds: ${why}`;
    await pause(pauseMs, undefined, { signal }).catch(() => {});
    pauseMs = Math.min(1.2 * pauseMs, longestPauseMs);
  }
  return 'was stopped before it was ready';
}

/** Asks it until it answers again. Gives up when `isStuck` says so, and returns whether it answers. */
export async function untilAlive(
  { program, port, signal }: Omit<Waiting, 'log'>,
  isStuck: () => boolean,
): Promise<boolean> {
  while (!signal.aborted && !isStuck()) {
    if ((await whyNotReady(port, program.ready, signal)) === undefined) return true;
    await pause(longestPauseMs, undefined, { signal, ref: false }).catch(() => {});
  }
  return false;
}

/** Undefined if it answers 2xx. */
function whyNotReady(port: number, path: string, signal: AbortSignal): Promise<string | undefined> {
  const asked = `GET ${path} on port ${port}`;
  return new Promise((resolve) => {
    const asking = request({ host, port, path, agent: false, timeout: answerMs, signal }, (answer) => {
      const { statusCode: status = 0 } = answer;
      answer.resume();
      resolve(status >= 200 && status < 300 ? undefined : `${asked} is answered with ${status}`);
    });
    asking.on('timeout', () => asking.destroy(new Error(`no answer within ${answerMs / 1000} seconds`)));
    asking.on('error', ({ message }) => resolve(`${asked} fails: ${message}`));
    asking.end();
  });
}
