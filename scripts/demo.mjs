// `npm run demo`: a listing made by the real `yo`, started, asked and stopped.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare('run demo');
const stage = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-demo-'));
try {
  const listing = stageListing('walkthrough');
  generate(listing);
  printTree(listing);
  await serveAndAsk(listing);
} finally {
  rmSync(stage, { recursive: true, force: true });
}

/** `yo` started as root changes to an ordinary user, so what it reads and writes must be open to that user. */
function stageListing(example) {
  const listing = join(stage, 'walk through');
  cpSync(join(root, 'examples', example), listing, { recursive: true });
  mkdirSync(join(listing, 'node_modules'));
  symlinkSync(readablePackage(), join(listing, 'node_modules', 'generator-sagemaker-mkt'));
  if (process.getuid?.() === 0) spawnSync('chmod', ['-R', 'a+rwX', stage]);
  return listing;
}

function readablePackage() {
  if (process.getuid?.() !== 0 || everyoneMayEnter(root)) return root;
  const copy = join(stage, 'package');
  for (const part of ['package.json', 'dist', 'schema', 'templates', 'node_modules'])
    cpSync(join(root, part), join(copy, part), { recursive: true, verbatimSymlinks: true });
  return copy;
}

function everyoneMayEnter(folder) {
  const isOpen = (statSync(folder).mode & 0o005) === 0o005;
  return isOpen && (dirname(folder) === folder || everyoneMayEnter(dirname(folder)));
}

function generate(listing) {
  say(`yo sagemaker-mkt    (in a copy of examples/walkthrough)`);
  chmodSync(stage, 0o755);
  const generator = join(listing, 'node_modules', 'generator-sagemaker-mkt');
  const { status } = spawnSync(
    process.execPath,
    [join(generator, 'node_modules/yo/lib/cli.js'), 'sagemaker-mkt'],
    {
      cwd: listing,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, HOME: stage, XDG_CONFIG_HOME: join(stage, 'config'), NO_UPDATE_NOTIFIER: '1' },
    },
  );
  rmSync(join(listing, 'node_modules'), { recursive: true });
  if (status !== 0) process.exit(status ?? 1);
}

function printTree(folder, indent = '') {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (indent === '' && entry.name === '.sagemaker-mkt')
      console.log('.sagemaker-mkt/   what the next run needs');
    else console.log(indent + entry.name + (entry.isDirectory() ? '/' : ''));
    if (entry.isDirectory() && entry.name !== '.sagemaker-mkt')
      printTree(join(folder, entry.name), `${indent}  `);
  }
}

async function serveAndAsk(listing) {
  const port = await freePort();
  say('bin/serve');
  const server = spawn(join(listing, 'bin/serve'), {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, SAGEMAKER_BIND_TO_PORT: String(port) },
  });
  const stopped = once(server, 'exit');
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(`${url}/ping`, server);
    say('curl --data "hello world" http://127.0.0.1:8080/invocations');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(`${url}/invocations`, { method: 'POST', headers: form, body: 'hello world' });
    console.log(await answer.text());
    if (!answer.ok) process.exitCode = 1;
  } finally {
    server.kill('SIGTERM');
    const [code] = await stopped;
    say(`stopped with exit code ${code}`);
  }
}

async function untilReady(url, server) {
  for (let tries = 0; tries < 200 && server.exitCode === null; tries += 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return say(`GET /ping answered 200`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the server did not answer its ping within ten seconds');
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

function say(text) {
  console.log(`\n▸ ${text}`);
}
