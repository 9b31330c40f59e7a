import {
  type ChildProcess,
  execFileSync,
  type SpawnOptions,
  type StdioOptions,
  spawn,
} from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { print } from './log.ts';

export interface PrintingChild {
  readonly child: ChildProcess;
  readonly stderr: Readable | null;
  /** Resolves when everything that it printed has been read. Its own children may keep its output open. */
  readonly drained: Promise<unknown>;
}

interface Options extends Omit<SpawnOptions, 'stdio'> {
  /** Whether file descriptor 3 is a socket to this process. */
  readonly hasSocket?: boolean;
  /** Prints its output. By default, it is passed on as it is. */
  readonly passOn?: (from: Readable, to: NodeJS.WriteStream) => void;
}

/**
 * Starts a process whose output passes through here. It does not get our own output: without a reader, it would fail or
 * wait when it prints.
 */
export function startPrinting(
  command: string,
  words: readonly string[],
  options: Options = {},
): PrintingChild {
  const { hasSocket = false, passOn = passUnchanged, ...others } = options;
  const pipes = triedPipes();
  try {
    const ends = pipes?.map(({ writeEnd }) => writeEnd) ?? (['pipe', 'pipe'] as const);
    const stdio: StdioOptions = ['ignore', ...ends, ...(hasSocket ? (['pipe'] as const) : [])];
    const child = spawn(command, words, { ...others, stdio });
    const [stdout, stderr] = pipes?.map(({ reader }) => reader) ?? [child.stdout, child.stderr];
    if (stdout) passOn(stdout, process.stdout);
    if (stderr) passOn(stderr, process.stderr);
    const closed = [child, stdout, stderr].map((one) => one && once(one, 'close').catch(() => {}));
    return { child, stderr: stderr ?? null, drained: Promise.all(closed) };
  } finally {
    for (const { writeEnd } of pipes ?? []) closeSync(writeEnd);
  }
}

function passUnchanged(from: Readable, to: NodeJS.WriteStream): void {
  from.on('data', (chunk: Buffer) => print(to, chunk));
}

interface Pipe {
  readonly reader: Readable;
  readonly writeEnd: number;
}

/**
 * Node gives a child sockets, and scripts cannot open those as `/dev/stdout` and `/dev/stderr`. Undefined where the
 * system has no `mkfifo`, or no folder for it.
 */
function triedPipes(): readonly Pipe[] | undefined {
  try {
    return openPipes();
  } catch {
    return undefined;
  }
}

function openPipes(): readonly Pipe[] {
  const folder = mkdtempSync(join(tmpdir(), 'output-'));
  try {
    const paths = ['stdout', 'stderr'].map((name) => join(folder, name));
    execFileSync('mkfifo', paths, { stdio: 'ignore' });
    return paths.map(openPipe);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function openPipe(path: string): Pipe {
  const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const reader = new Socket({ fd: readEnd, readable: true, writable: false });
  return { reader, writeEnd: openSync(path, constants.O_WRONLY) };
}
