import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../src/shell/rehearse/free-port.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const apps = fileURLToPath(new URL('apps/', import.meta.url));

/** A server to measure, and how to start it. Its port is in SAGEMAKER_BIND_TO_PORT. */
export interface Contender {
  readonly name: string;
  readonly command: (port: number) => readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  /** The folder it runs in; by default, that of the other apps. */
  readonly folder?: string;
}

export interface Running {
  readonly url: string;
  /** From the start of the process to the first 200 on `/ping`. */
  readonly readyMs: number;
  /** Resident memory of the process and all its children. */
  readonly memoryMB: () => number;
  readonly stop: () => Promise<void>;
}

const echoHandler = `import { defineInference } from '../runtime/inference.ts';
export default defineInference({ load: () => undefined, handle: (_model, { body }) => body });
`;
const spinHandler = `import { defineInference } from '../runtime/inference.ts';
const spinMs = Number(process.env.SPIN_MS);
export default defineInference({
  load: () => undefined,
  predict: (_model, records) => {
    const end = performance.now() + spinMs;
    while (performance.now() < end);
    return records.map((text) => ({ prediction: 'a', text }));
  },
});
`;

/** Listings as they are generated, in the given folder. */
export function prepareContenders(folder: string) {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root });
  const listing = (name: string, handler?: string): Contender => {
    const place = join(folder, name);
    mkdirSync(join(place, 'model'), { recursive: true });
    const manifest = readFileSync(join(root, 'examples/walkthrough/marketplace.yaml'), 'utf8');
    writeFileSync(join(place, 'marketplace.yaml'), manifest);
    execFileSync(process.execPath, [join(root, 'dist/src/cli/main.js'), 'generate', place]);
    if (handler) writeFileSync(join(place, 'src/inference.ts'), handler);
    return { name, command: () => [join(place, 'bin/serve')] };
  };
  const flask = (port: number) =>
    ['/usr/bin/python3', '-m', 'flask', '--app', 'walkthrough', 'run', '--port', String(port)] as const;
  const gunicorn = (port: number) =>
    [
      '/usr/bin/python3',
      '-m',
      'gunicorn',
      '--workers',
      '2',
      '--bind',
      `127.0.0.1:${port}`,
      'walkthrough:app',
    ] as const;
  const spin = { SPIN_MS: '20' };
  return {
    bare: { name: 'bare node:http, echo', command: () => [process.execPath, join(apps, 'bare-echo.mjs')] },
    echo: { ...listing('echo', echoHandler), name: 'a listing, echo' },
    walkthrough: { ...listing('walkthrough'), name: 'a listing, walk-through' },
    flask: { name: 'Flask, as in the guide', command: flask },
    gunicorn: { name: 'gunicorn with Flask, 2 workers', command: gunicorn },
    busy: { ...listing('busy', spinHandler), name: 'a listing', environment: spin },
    busyGunicorn: { name: 'gunicorn with Flask, 2 workers', command: gunicorn, environment: spin },
    busyFlask: { name: 'Flask, as in the guide', command: flask, environment: spin },
  } satisfies Record<string, Contender>;
}

export async function start({ command, environment, folder = apps }: Contender): Promise<Running> {
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
  await untilReady(url, server);
  const readyMs = performance.now() - begun;
  return { url, readyMs, memoryMB: () => treeMemory(server.pid ?? 0), stop: () => stop(server) };
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const failed = once(server, 'error').then(([fault]) => Promise.reject(fault));
  const ready = (async () => {
    for (;;) {
      if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
      const answer = await fetch(`${url}/ping`, { method: 'GET' }).catch(() => undefined);
      if (answer && (answer.status === 200 || answer.status === 404)) return;
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
  })();
  await Promise.race([ready, failed]);
}

async function stop(server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
}

function treeMemory(root: number): number {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const family = new Set([root]);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const [pid = 0, parent = 0] of rows) if (family.has(parent)) family.add(pid);
  }
  const kilobytes = rows.reduce((sum, [pid = 0, , rss = 0]) => sum + (family.has(pid) ? rss : 0), 0);
  return Math.round(kilobytes / 1024);
}
