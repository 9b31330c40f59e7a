import type { Terminal } from './terminal.ts';

export interface Progress {
  /** Counts one more listing as done. */
  readonly step: (name: string) => void;
  /** Makes room for a line of another kind. */
  readonly clear: () => void;
}

const barWidth = 30;
const leastMsBetween = 50;
const blank = '\r\u001b[2K';

/** A progress bar for several listings; only on a terminal. */
export function startProgress({ err, watchesErr, columns }: Terminal, total: number): Progress {
  if (!watchesErr || total < 2) return { step: () => undefined, clear: () => undefined };
  let done = 0;
  let drawnAt = 0;
  return {
    clear: () => {
      if (drawnAt > 0) err(blank);
      drawnAt = 0;
    },
    step: (name) => {
      done += 1;
      const now = Date.now();
      if (done < total && now - drawnAt < leastMsBetween) return;
      drawnAt = now;
      // The line is redrawn in place, and cleared at the end.
      err(done === total ? blank : `${blank}${barLine(done, total, name, columns)}`);
    },
  };
}

function barLine(done: number, total: number, name: string, columns: number): string {
  const filled = Math.round((done / total) * barWidth);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${done} of ${total}`;
  return `${bar}  ${name}`.slice(0, columns - 1);
}
