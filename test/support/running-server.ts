import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort } from '../../src/shell/rehearse/free-port.ts';
import { programVariables } from '../../src/shell/rehearse/passed-variables.ts';
import { compileCacheOf } from './compile-cache.ts';
import { whenOver } from './when-over.ts';

/** A listing's own `serve`, as a real process on its own port. */
export interface RunningServer {
  readonly url: string;
  /** Sends the stop signal and waits. Resolves to the exit code, or to the signal that ended the server. */
  readonly stop: () => Promise<number | string | null>;
  readonly log: () => string;
}

export async function startListing(
  listing: string,
  environment: Record<string, string> = {},
  pingStatus = 200,
): Promise<RunningServer> {
  const port = await freePort();
  const program = ['serve', 'bin/serve'].map((name) => join(listing, name)).find(existsSync);
  const server = spawn(program ?? 'serve', {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Like a container, it knows nothing of where it runs: ONNX Runtime sends no reports in CI.
    env: {
      ...programVariables({ PATH: withThisNode()['PATH'] ?? '' }),
      ...compileCacheOf(listing),
      SAGEMAKER_BIND_TO_PORT: String(port),
      ...environment,
    },
  });
  let log = '';
  server.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const url = `http://127.0.0.1:${port}`;
  await untilPing(pingStatus, url, server, () => log);
  return { url, stop: () => stop(server), log: () => log };
}

/** A PATH with the Node of the tests first, and then the programs in these folders. */
export function withThisNode(...programs: readonly string[]): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [dirname(process.execPath), ...programs, process.env['PATH']].join(':') };
}

/**
 * The same without the variables of this test runner, so that a listing's tests run as on a seller's machine.
 */
export function withoutVitest(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(withThisNode()).filter(
      ([name]) => !/^(VITEST|NODE_OPTIONS|NODE_TEST|TEST|DEV|PROD|MODE)/.test(name),
    ),
  );
}

async function untilPing(
  status: number,
  url: string,
  server: ChildProcess,
  log: () => string,
): Promise<void> {
  // No timeout here: on a busy machine a framework can take long to load. The test's own timeout is the
  // limit.
  whenOver(() => server.kill('SIGKILL'));
  while (server.exitCode === null && server.signalCode === null) {
    const answer = await fetch(`${url}/ping`).catch(() => undefined);
    if (answer?.status === status) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the server is not ready:\n${log()}`);
}

async function stop(server: ChildProcess): Promise<number | string | null> {
  if (server.exitCode !== null) return server.exitCode;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const [code, signal] = await ended;
  return code ?? signal;
}
