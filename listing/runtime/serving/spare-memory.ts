/** Bodies from this size on may need memory that is not worth keeping. */
const largeBody = 2 ** 20;
/** How much more memory than after the last return a process may keep. */
const spare = 200 * 2 ** 20;
const idleMs = 1000;

/**
 * Node keeps the memory that a large body needed, at times gigabytes. The result is to be called after each call, with
 * the size of its body. A second after the last large one, the memory is given back to the system. It needs
 * `--expose-gc`.
 */
export function memoryReturner(): (bodySize: number) => void {
  let kept = process.memoryUsage.rss();
  const giveBack = () => {
    if (process.memoryUsage.rss() < kept + spare) return;
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    kept = process.memoryUsage.rss();
  };
  let timer: NodeJS.Timeout | undefined;
  return (bodySize) => {
    if (bodySize < largeBody) return;
    clearTimeout(timer);
    timer = setTimeout(giveBack, idleMs).unref();
  };
}
