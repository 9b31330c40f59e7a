import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { freePort } from '../../src/shell/rehearse/free-port.ts';
import { cpuOf, familyOf, memoryOf } from './processes.ts';

/** A server to measure, and how to start it. Its port is in SAGEMAKER_BIND_TO_PORT. */
export interface Contender {
  readonly name: string;
  readonly command: (port: number) => readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  /** The folder it runs in. */
  readonly folder?: string;
  /** Answers 200 when the server is ready: by default `/ping`. */
  readonly readyPath?: string;
}

export interface Running {
  readonly url: string;
  /** From the start of the process to the first 200 when asked whether it is ready. */
  readonly readyMs: number;
  /** The memory of the process and all its children; what they share counts once. */
  readonly memoryMB: () => number;
  /** User and system time of the process and all its children, in milliseconds. */
  readonly cpuMs: () => number;
  readonly stop: () => Promise<void>;
}

const longestStart = 60_000;
const longestStop = 2_000;

export async function start(contender: Contender): Promise<Running> {
  const { command, environment, folder, readyPath = '/ping' } = contender;
  const port = await freePort();
  const [program, ...words] = command(port);
  const env = {
    ...process.env,
    PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
    SAGEMAKER_BIND_TO_PORT: String(port),
    ...environment,
  };
  const begun = performance.now();
  const server = spawn(program, words, { env, cwd: folder, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url + readyPath, server);
  } catch (error) {
    await stop(server);
    throw error;
  }
  const readyMs = performance.now() - begun;
  const family = () => familyOf(server.pid ?? 0);
  return {
    url,
    readyMs,
    memoryMB: () => memoryOf(family()),
    cpuMs: () => cpuOf(family()),
    stop: () => stop(server),
  };
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  let fault: Error | undefined;
  server.once('error', (error) => {
    fault = error;
  });
  const until = performance.now() + longestStart;
  while (performance.now() < until) {
    if (fault) throw fault;
    if (hasEnded(server)) throw new Error(`the server ended with ${server.exitCode ?? server.signalCode}`);
    if (await isReady(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  throw new Error(`the server was not ready after ${longestStart / 1000} s`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1000) });
    await answer.bytes();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** What does not end by itself, or leaves processes behind, is killed. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.pid === undefined) return;
  const family = familyOf(server.pid);
  if (!hasEnded(server)) {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    const patience = setTimeout(() => server.kill('SIGKILL'), longestStop);
    await ended;
    clearTimeout(patience);
  }
  for (const pid of family) kill(pid);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
