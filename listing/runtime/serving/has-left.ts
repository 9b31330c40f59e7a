import type { ServerResponse } from 'node:http';

/** The first time is late enough that quick answers come before it. */
const timesMs = [100, 150];

/**
 * For a caller whose sending side is closed. They still wait for the answer, or they have left: that looks the same until
 * something is sent. `100 Continue` may come before any answer, and means nothing to those who wait. The system of a
 * caller who has left refuses the first one, and so the second one breaks the connection.
 */
export function findOutWhetherLeft(response: ServerResponse): void {
  for (const time of timesMs)
    setTimeout(() => {
      const canAsk = !response.headersSent && !response.destroyed && response.req.httpVersion === '1.1';
      if (canAsk) response.writeContinue();
    }, time);
}
