import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { constants } from 'node:os';
import type { Frame } from '../serving/frames.ts';
import { endOf, type ProcessLink } from '../serving/linked-process.ts';
import { faultOf, PythonLink } from './python-link.ts';
import type { PythonSource } from './python-process.ts';
import { startProgram } from './start-python.ts';

/** What `preload.py` needs to know. */
export interface PreloadOptions {
  readonly modelDir: string;
  readonly environment: NodeJS.ProcessEnv;
  /** For each worker. */
  readonly threads: number;
  /** The module with the handlers; none for `python/model.py`. */
  readonly handlers: readonly string[];
}

/** Loads the model once, and forks a process for each worker. When it dies, its workers die with it. */
export class PreloadedPython {
  readonly #options: PreloadOptions;
  #nursery: Nursery | undefined;

  constructor(options: PreloadOptions) {
    this.#options = options;
  }

  fork(): PythonSource {
    if (!this.#nursery || this.#nursery.hasEnded) this.#nursery = new Nursery(this.#options);
    return this.#nursery.fork();
  }
}

class Nursery {
  readonly #control: PythonLink;
  /** A name that only lives in the kernel: there is no file to write or to remove. */
  readonly #address = `sagemaker-mkt-${randomUUID()}`;
  readonly #loaded: Promise<void>;
  /** How its processes have ended, by their ids. */
  readonly #ends = new Map<number, PromiseWithResolvers<string>>();
  readonly #ended = Promise.withResolvers<string>();
  hasEnded = false;

  constructor({ modelDir, environment, threads, handlers }: PreloadOptions) {
    const words = [modelDir, this.#address, String(threads), ...handlers];
    this.#control = new PythonLink(startProgram('python/preload.py', words, environment), (how) => {
      this.hasEnded = true;
      this.#ended.resolve(how);
    });
    this.#loaded = this.#load();
    // Each worker that waits for it tells the error.
    this.#loaded.catch(() => {});
  }

  fork(): PythonSource {
    const channel = new Socket();
    const closed = once(channel, 'close').catch(() => {});
    const forked = Promise.withResolvers<string>();
    let pid: number | undefined;
    const load: PythonSource['load'] = async (link) => {
      await this.#loaded;
      channel.connect({ path: `\0${this.#address}` });
      const frame = await link.next();
      pid = Number(JSON.parse(frame.head).pid);
      this.#endOf(pid).promise.then(forked.resolve);
      return frame;
    };
    const kill: ProcessLink['kill'] = (signal = 'SIGKILL') => {
      if (pid === undefined) this.#control.kill();
      else if (this.#ends.has(pid)) process.kill(pid, signal);
    };
    const ended = Promise.race([
      this.#ended.promise,
      closed.then(() => (pid === undefined ? 'was not needed' : forked.promise)),
    ]);
    return {
      load,
      link: {
        channel,
        get pid() {
          return pid;
        },
        ended,
        kill,
      },
    };
  }

  async #load(): Promise<void> {
    const first = await this.#control.next();
    if (first.kind !== 'ready') throw faultOf(first);
    void this.#follow();
  }

  async #follow(): Promise<void> {
    while (!this.hasEnded) {
      const frame = await this.#control.next().catch(() => undefined);
      if (frame) this.#note(frame);
    }
  }

  #note({ head }: Frame): void {
    const { pid, code } = JSON.parse(head) as { readonly pid: number; readonly code: number };
    const how = code < 0 ? endOf(null, signalNamed(-code)) : endOf(code, null);
    this.#endOf(pid).resolve(how);
    this.#ends.delete(pid);
  }

  #endOf(pid: number): PromiseWithResolvers<string> {
    const known = this.#ends.get(pid) ?? Promise.withResolvers<string>();
    this.#ends.set(pid, known);
    return known;
  }
}

function signalNamed(wanted: number): string {
  const [name] = Object.entries(constants.signals).find(([, number]) => number === wanted) ?? [];
  return name ?? `signal ${wanted}`;
}
