import { constants, createReadStream, fstatSync, openSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Channel } from './rules.ts';

export type ChannelFacts = Omit<Channel, 'files' | 'read' | 'lines'>;

export interface DataReading {
  /** Aborting it ends every pass. */
  readonly signal: AbortSignal;
  /** Called once for each FIFO that does not exist yet. */
  readonly onWait: (path: string) => void;
}

/** A channel that can be read. No file is opened before the first pass. */
export function openChannel(facts: ChannelFacts, { signal, onWait }: DataReading): Channel {
  const { name, dir, inputMode, recordWrapper } = facts;
  let epoch = 0;
  let isBeingRead = false;
  async function* streams(): AsyncGenerator<Readable> {
    if (isBeingRead)
      throw new Error(
        `channel \`${name}\` is already being read; end that pass before you start another one`,
      );
    isBeingRead = true;
    try {
      if (inputMode === 'Pipe') {
        const path = `${dir}_${epoch++}`;
        const stream = await openFifo(path, { signal, onWait });
        if (stream) yield stream;
      } else for (const file of await filesBelow(dir)) if (!signal.aborted) yield createReadStream(file);
    } finally {
      isBeingRead = false;
    }
  }
  return {
    ...facts,
    files: async () => {
      if (inputMode !== 'Pipe') return filesBelow(dir);
      throw new Error(`channel \`${name}\` is a Pipe, which has no files; use its read() or lines()`);
    },
    async *read() {
      for await (const stream of streams()) yield* chunksOf(stream, signal);
    },
    async *lines() {
      if (recordWrapper === 'RecordIO')
        throw new Error(`channel \`${name}\` is wrapped as RecordIO, which has no lines; use its read()`);
      // Skips a line that was cut when the job was stopped. The inner loop is not async, because `await` per line
      // is slow.
      for await (const stream of streams())
        for await (const batch of lineBatches(chunksOf(stream, signal)))
          for (const line of batch) {
            if (signal.aborted) return;
            yield line.endsWith('\r') ? line.slice(0, -1) : line;
          }
    },
  };
}

/**
 * Without `O_NONBLOCK`, the call would block until a writer opens the FIFO, and a blocked thread can be neither
 * stopped nor used for anything else. A regular file is accepted in place of the FIFO, so that a Pipe can be tested
 * by hand.
 */
async function openFifo(path: string, { signal, onWait }: DataReading): Promise<Readable | undefined> {
  let isKnownToWait = false;
  while (!signal.aborted) {
    try {
      const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      return fstatSync(fd).isFIFO() ? new Socket({ fd, writable: false }) : createReadStream(path, { fd });
    } catch (fault) {
      if (!isMissing(fault)) throw fault;
    }
    if (!isKnownToWait) onWait(path);
    isKnownToWait = true;
    await pause(100, undefined, { signal }).catch(() => {});
  }
  return undefined;
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'ENOENT';
}

/** Ends early and without an error when the job is stopped. The stream is closed in every case. */
async function* chunksOf(stream: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    yield* addAbortSignal(signal, stream);
  } catch (fault) {
    if (!signal.aborted) throw fault;
  }
}

/** For each chunk, the lines that end in it. */
async function* lineBatches(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    rest += text;
    if (!text.includes('\n')) continue;
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}

/** Follows links, but not to a folder that contains the link, which would be an endless loop. */
async function filesBelow(top: string): Promise<readonly string[]> {
  const files: string[] = [];
  const folders = [{ path: top, around: [] as readonly string[] }];
  for (const { path, around } of folders) {
    const here = await realpath(path);
    if (around.includes(here)) continue;
    for (const entry of await readdir(path, { withFileTypes: true })) {
      const place = join(path, entry.name);
      const kind = entry.isSymbolicLink() ? await stat(place) : entry;
      if (kind.isDirectory()) folders.push({ path: place, around: [...around, here] });
      if (kind.isFile()) files.push(place);
    }
  }
  return files.sort();
}
