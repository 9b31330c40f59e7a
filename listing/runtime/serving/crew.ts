import type { Log } from '../log.ts';
import type { SendFrame } from './frames.ts';

/** How many workers there will be. */
export interface CrewSize {
  readonly most: number;
  /** How many start before it is known how much memory a model takes. */
  readonly first: number;
  /** For how many there is memory, asked when the first one has loaded its model. Absent if the number is fixed. */
  readonly holds?: (pidOfFirst: number | undefined) => number;
}

interface Member {
  readonly pid?: () => number | undefined;
  readonly writer: { readonly send: SendFrame };
  readonly kill: () => void;
  /** It waits for the word to load its model. */
  isHeld: boolean;
}

const tooLittle = 'the memory of this machine does not hold the model once for each processor';

/** Lets the workers load: all at once, or one alone, whose memory tells how many more may. */
export class Crew<Worker extends Member> {
  readonly #planned: CrewSize;
  readonly #workers: Set<Worker>;
  readonly #start: () => void;
  readonly #log: Log;
  #size: number | undefined;

  constructor(planned: CrewSize, workers: Set<Worker>, start: () => void, log: Log) {
    this.#planned = planned;
    this.#workers = workers;
    this.#start = start;
    this.#log = log;
    if (!planned.holds) this.#size = planned.most;
  }

  /** Undefined until the first worker has loaded, unless the number is fixed. */
  get size(): number | undefined {
    return this.#size;
  }

  gather(size = this.#planned.first): void {
    while (this.#workers.size < size) this.#start();
  }

  letLoad(): void {
    for (const worker of this.#workers) {
      if (this.#size === undefined && this.#isOneLoading()) return;
      if (worker.isHeld) worker.writer.send('load', 0);
      worker.isHeld = false;
    }
  }

  noteLoaded(worker: Worker): void {
    if (this.#size !== undefined) return;
    const { most, holds } = this.#planned;
    const size = holds?.(worker.pid?.()) ?? most;
    this.#size = size;
    if (size < most)
      this.#log({
        level: 'info',
        event: 'fewer-workers',
        workers: size,
        processors: most,
        message: tooLittle,
      });
    for (const surplus of [...this.#workers].slice(size)) {
      this.#workers.delete(surplus);
      surplus.kill();
    }
    this.gather(size);
    this.letLoad();
  }

  #isOneLoading(): boolean {
    return [...this.#workers].some(({ isHeld }) => !isHeld);
  }
}
