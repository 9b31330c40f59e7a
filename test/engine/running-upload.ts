import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished } from 'vitest';
import { engine } from '../images/run-engine.ts';
import { bin } from '../support/built.ts';
import type { Front } from '../support/publish-step.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Ecr } from './ecr-registry.ts';

/**
 * When an upload is killed, if at all: at a command of the engine, or after AWS has done something and before
 * its response arrives.
 */
export type Moment =
  | { readonly engine: string; readonly when: 'before' | 'amidst' | 'after' }
  | { readonly aws: string };

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

export interface RunningUpload {
  readonly end: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<Ended>;
  /** The folder for its temporary files. */
  readonly temporary: string;
}

/** An upload that runs while the test continues. */
export async function startUpload(
  ecr: Ecr,
  folder: string,
  front: Front,
  { moment, environment = {} }: { moment?: Moment; environment?: Record<string, string> } = {},
): Promise<RunningUpload> {
  const place = temporaryFolder();
  const temporary = join(place, 'temporary');
  mkdirSync(temporary);
  const words = front === 'the script' ? ['bash', 'scripts/upload.sh'] : [process.execPath, bin, 'upload'];
  let pid: number | undefined;
  const aws = moment && 'aws' in moment ? moment.aws : undefined;
  const url = await relay(ecr, aws, () => pid !== undefined && process.kill(pid, 'SIGKILL'));
  const running = spawn(words[0] ?? '', words.slice(1), {
    cwd: folder,
    env: {
      ...process.env,
      PAUSE_SECONDS: '0',
      ...ecr.environment,
      ...environment,
      ENGINE: moment && 'engine' in moment ? killer(place, moment) : engine(),
      AWS_ENDPOINT_URL: url,
      TMPDIR: temporary,
    },
  });
  pid = running.pid;
  writeFileSync(join(place, 'pid'), String(pid));
  const out = text(running.stdout);
  const err = text(running.stderr);
  const ended = once(running, 'exit').then(async ([code, signal]) => ({
    code,
    signal,
    // The engine may live longer than the upload, and keeps its error stream open.
    ...(signal === 'SIGKILL' ? { out: '', err: '' } : { out: await out, err: await err }),
  }));
  return { end: (signal) => void running.kill(signal), ended, temporary };
}

export async function runUpload(...words: Parameters<typeof startUpload>): Promise<Ended> {
  const { ended, temporary } = await startUpload(...words);
  const result = await ended;
  expectNoSecrets(words[0], temporary);
  return result;
}

export function expectNoSecrets({ aws }: Ecr, ...folders: readonly string[]): void {
  const patterns = aws.secrets.flatMap((secret) => ['-e', secret]);
  const found = spawnSync('grep', ['-rlF', '-D', 'skip', ...patterns, ...folders], { encoding: 'utf8' });
  expect(found.stdout).toBe('');
}

/** A command for the engine that kills the upload at one of its commands. */
function killer(place: string, moment: Extract<Moment, { engine: string }>): string {
  const path = join(place, 'engine');
  const kill = `kill -9 "$(cat '${place}/pid')"`;
  const real = `'${engine()}' "$@"`;
  const done = { before: kill, amidst: `${real} & sleep 0.2; ${kill}; wait`, after: `${real}; ${kill}` };
  const lines = ['#!/bin/sh', `[ "$1" = ${moment.engine} ] || exec ${real}`, done[moment.when], ''];
  writeFileSync(path, lines.join('\n'), { mode: 0o755 });
  return path;
}

/**
 * A relay in front of the API. After one operation it kills the upload instead of passing the response on.
 */
async function relay({ aws }: Ecr, operation: string | undefined, kill: () => void): Promise<string> {
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { host: _, expect: _waits, ...headers } = incoming.headers;
    const onward = request(`${aws.url}${incoming.url}`, { method: incoming.method ?? '', headers });
    onward.on('response', async (answer) => {
      const last = operation && (await aws.calls()).at(-1)?.operation;
      if (operation && last === operation) return kill();
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };
  const server = createServer(pass).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : ''}`;
}

/** Whether a process with these words in its arguments is running. */
export function isRunning(...words: readonly string[]): boolean {
  const { stdout } = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return stdout.split('\n').some((line) => words.every((word) => line.includes(word)));
}
