// `npm run demo`: makes a listing with the real `yo`, starts it, sends a request and stops it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare('run demo');
// Imported after the checks above: only then is it certain that this Node runs TypeScript.
const { openToAll, runYo } = await import('./run-yo.ts');
const { freePort } = await import('../src/shell/rehearse/free-port.ts');
const stage = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-demo-'));
try {
  const listing = stageListing('walkthrough');
  generate(listing);
  printTree(listing);
  await serveAndAsk(listing);
} finally {
  rmSync(stage, { recursive: true, force: true });
}

function stageListing(example) {
  const listing = join(stage, 'walk through');
  cpSync(join(root, 'examples', example), listing, { recursive: true });
  if (process.getuid?.() === 0) openToAll(stage);
  return listing;
}

function generate(listing) {
  say(`yo sagemaker-mkt    (in a copy of examples/walkthrough)`);
  const { status } = runYo(listing, ['sagemaker-mkt'], { stdio: 'inherit' });
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
    say(`curl --data "hello world" ${url}/invocations`);
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

function say(text) {
  console.log(`\n▸ ${text}`);
}
