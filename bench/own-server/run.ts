// `npm run bench:own-server`: what our server costs before a server of the seller, at one connection. Node's bare server
// is called by itself, and the same program behind `framework: server`, in turns. ROUNDS=200 for a quick look.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Running, start } from '../serving/running.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const rounds = Number(process.env['ROUNDS'] ?? 3000);
const sizes = [100, 10_000, 1_000_000];

const manifest = `version: 1
product: { type: model-package, name: behind-ours }
framework: server
server:
  command: [node, bare.mjs]
  port: 8000
  ready: /ping
  invocations: /invocations
  environment: { WORK: echo }
include: [bare.mjs, work.mjs]
base: amazonlinux:2023
contentTypes: { input: [application/json], output: [application/json] }
artifacts: { mode: bundled, path: model }
`;

const folder = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-own-server-'));
try {
  const [bare, behind] = [await startBare(), await startBehind()];
  console.log('| body | bare: p50 ms, p99 | behind ours: p50 ms, p99 | added at p50 |\n|---|---|---|---|');
  for (const bytes of sizes) await compare(bytes, bare, behind);
  console.log(`\nMemory of both programs: ${behind.memoryMB()} MB; of the bare one: ${bare.memoryMB()} MB`);
  for (const { stop } of [bare, behind]) await stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function startBare(): Promise<Running> {
  const program = join(root, 'bench/serving/apps/bare.mjs');
  return start({ name: 'bare', command: () => [process.execPath, program], environment: { WORK: 'echo' } });
}

async function startBehind(): Promise<Running> {
  for (const name of ['bare.mjs', 'work.mjs'])
    cpSync(join(root, 'bench/serving/apps', name), join(folder, name));
  writeFileSync(join(folder, 'marketplace.yaml'), manifest);
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root });
  execFileSync(process.execPath, [join(root, 'dist/main.js'), 'generate', folder]);
  return start({ name: 'behind ours', command: () => [join(folder, 'bin/serve')] });
}

async function compare(bytes: number, bare: Running, behind: Running): Promise<void> {
  const body = Buffer.alloc(bytes, '1');
  const callers = [bare, behind].map(({ url }) => callerOf(url, body));
  const times: number[][] = [[], []];
  const count = Math.max(100, Math.round(rounds / Math.max(1, bytes / 50_000)));
  for (let round = -50; round < count; round += 1)
    for (const [index, call] of callers.entries()) {
      const begun = performance.now();
      await call();
      // The first calls warm both up.
      if (round >= 0) times[index]?.push(performance.now() - begun);
    }
  const [one = [], other = []] = times.map((list) => list.toSorted((a, b) => a - b));
  const cell = (list: readonly number[]) => `${at(list, 0.5).toFixed(3)}, ${at(list, 0.99).toFixed(3)}`;
  console.log(`| ${bytes} | ${cell(one)} | ${cell(other)} | ${(at(other, 0.5) - at(one, 0.5)).toFixed(3)} |`);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

/** Calls over one connection that stays open. */
function callerOf(url: string, body: Buffer): () => Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  return () =>
    new Promise((resolve, reject) => {
      const asking = request(`${url}/invocations`, { method: 'POST', headers, agent }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`the answer is ${answer.statusCode}`));
        answer.on('end', resolve).resume();
      });
      asking.on('error', reject);
      asking.end(body);
    });
}
