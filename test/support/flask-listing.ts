import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../src/shell/rehearse/free-port.ts';
import { placeListing } from './build-listing.ts';
import { modelPackage } from './expect-problems.ts';
import { withThisNode } from './running-server.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { whenOver } from './when-over.ts';

export interface FlaskListing {
  readonly folder: string;
  readonly url: string;
  readonly process: ChildProcess;
  readonly log: () => string;
  /** The log lines with this event. */
  readonly logged: (event: string) => readonly Readonly<Record<string, unknown>>[];
  readonly invoke: (body: string | Uint8Array, headers?: Record<string, string>) => Promise<Answer>;
  readonly ping: () => Promise<number>;
  /** Lets `wait_for(name)` in the app return. */
  readonly allow: (name: string) => void;
  readonly until: (isSo: () => boolean | Promise<boolean>) => Promise<void>;
  readonly stop: () => Promise<number | string>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

export interface FlaskSettings {
  /** The body of `endpoint_invocations`, which can use `text`. */
  readonly answer?: string;
  /** The code before it. */
  readonly above?: string;
  readonly manifest?: Parameters<typeof modelPackage>[0];
  /** The whole manifest, instead of `manifest`. */
  readonly yaml?: string;
  /** Called before the listing is started. */
  readonly before?: (folder: string) => void;
  readonly environment?: Readonly<Record<string, string>>;
  readonly isReady?: boolean;
  /** How a shell starts `serve`, which is `$0`. */
  readonly start?: string;
}

export const flaskPackage = (manifest: FlaskSettings['manifest'] = {}) =>
  modelPackage({
    framework: 'framework: flask',
    contentTypes:
      'contentTypes: { input: [text/plain, application/json], output: [application/json, text/csv] }',
    ...manifest,
  });

/** Starts a listing of Flask with an app of the test, as a real process with this Python. */
export async function serveFlask(programs: string, settings: FlaskSettings): Promise<FlaskListing> {
  const {
    answer,
    above = '',
    manifest,
    yaml,
    before,
    environment,
    isReady = true,
    start = 'exec "$0"',
  } = settings;
  const folder = join(temporaryFolder(), 'a listing');
  placeListing(folder, yaml ?? flaskPackage(manifest));
  before?.(folder);
  if (answer !== undefined) writeFileSync(join(folder, 'web_app_serve.py'), appWith(above, answer));
  const signals = join(folder, 'signals');
  mkdirSync(signals);
  const port = await freePort();
  const server = spawn('sh', ['-c', start, join(folder, 'serve')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...withThisNode(programs),
      SAGEMAKER_BASE_DIR: join(folder, 'ml'),
      SAGEMAKER_BIND_TO_PORT: String(port),
      SIGNALS: signals,
      ...environment,
    },
  });
  whenOver(() => server.kill('SIGKILL'));
  let log = '';
  server.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const url = `http://127.0.0.1:${port}`;
  const listing = { folder, url, process: server, ...conversation(url), ...logOf(() => log) };
  const until = async (isSo: () => boolean | Promise<boolean>) => {
    while (!(await isSo())) {
      if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}:\n${log}`);
      await pause(10);
    }
  };
  if (isReady) await until(async () => (await listing.ping()) === 200);
  return {
    ...listing,
    until,
    allow: (name) => writeFileSync(join(signals, name), ''),
    stop: () => stop(server),
  };
}

function logOf(log: () => string): Pick<FlaskListing, 'log' | 'logged'> {
  const entries = () =>
    log()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line): Record<string, unknown> => JSON.parse(line));
  return { log, logged: (event) => entries().filter((entry) => entry['event'] === event) };
}

function conversation(url: string): Pick<FlaskListing, 'invoke' | 'ping'> {
  return {
    invoke: async (body, headers = {}) => {
      const asked = await fetch(`${url}/invocations`, { method: 'POST', body: Buffer.from(body), headers });
      return { status: asked.status, text: await asked.text(), headers: asked.headers };
    },
    ping: () =>
      fetch(`${url}/ping`).then(
        ({ status }) => status,
        () => 0,
      ),
  };
}

async function stop(server: ChildProcess): Promise<number | string> {
  if (server.exitCode === null) {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
  }
  return server.exitCode ?? server.signalCode ?? 'running';
}

function appWith(above: string, answer: string): string {
  const body = answer.trim().split('\n').join('\n    ');
  return `import json, os, sys, time
from flask import Flask, Response, abort, request
app = Flask(__name__)

def say(word):
    print(json.dumps({"event": word, "pid": os.getpid()}), file=sys.stderr)

def is_allowed(name):
    return os.path.exists(os.path.join(os.environ["SIGNALS"], name))

def wait_for(name):
    while not is_allowed(name):
        time.sleep(0.01)

def compute_until(name):
    while not is_allowed(name):
        sum(range(1000))

${above}
@app.route("/ping")
def endpoint_ping():
    return ""

@app.route("/invocations", methods=["POST"])
def endpoint_invocations():
    text = request.get_data().decode("utf8")
    ${body}
`;
}
