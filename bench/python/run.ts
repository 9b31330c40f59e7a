// `npm run bench:python`: a listing with a scikit-learn model beside other ways to serve the same file. Needs Debian's
// wrk and nginx-light. Prints Markdown tables, in eleven minutes. RECORDS, CONNECTIONS, TYPES (CSV,JSON,npy) and ONLY
// (parts of names) narrow it; SECONDS=1 for a quick look; MODEL=forest for a slower model.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePython } from '../../test/support/make-python.ts';
import { putLoad } from '../serving/load.ts';
import { type Running, start } from '../serving/running.ts';
import { callOf, checkAnswer, contentTypes, makeModel, type Peer, type Type } from './calls.ts';
import { prepareContenders } from './contenders.ts';
import { type Cell, type Figures, type Load, printTables, type Results } from './tables.ts';

const listed = (name: string, usual: string) => (process.env[name] ?? usual).split(',');
const seconds = Math.ceil(Number(process.env['SECONDS'] ?? 2));
const kind = process.env['MODEL'] ?? 'linear';
const sizes = listed('RECORDS', '1,100,10000').map(Number);
const connections = listed('CONNECTIONS', '1,16,64').map(Number);
const only = listed('ONLY', '');
const types = listed('TYPES', Object.keys(contentTypes).join()) as Type[];

const loads: readonly Load[] = types.flatMap((type) =>
  sizes.flatMap((records) => connections.map((count) => ({ type, records, connections: count }))),
);

const folder = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-python-'));
try {
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
  });
  const model = makeModel(folder, join(makePython('listing'), 'python3'), kind, sizes);
  const contenders = prepareContenders(folder, model).filter(({ name }) =>
    only.some((part) => name.includes(part)),
  );
  const results = contenders.map((peer) => ({ peer, name: peer.name, cells: new Map(), starts: [] }));
  for (const type of types) for (const { peer, ...result } of results) await measure(type, peer, result);
  console.log(`Node ${process.versions.node}, ${cpus().length} CPUs, ${kind} model, ${seconds} s a cell.`);
  printTables(results, loads);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Each server has the machine for itself, because some compute also without a call. They take turns with each type, so
 * that a slow minute affects several of them.
 */
async function measure(type: Type, peer: Peer, { cells, starts }: Results): Promise<void> {
  const ofType = loads.filter((load) => load.type === type);
  console.error(`${type}: ${peer.name}`);
  try {
    const server = await start(peer);
    const idleMB = server.memoryMB();
    for (const load of ofType) cells.set(load, await figuresOf(server, peer, load).catch(failed));
    starts.push({ readyMs: server.readyMs, idleMB, usedMB: server.memoryMB() });
    await server.stop();
  } catch (fault) {
    for (const load of ofType) cells.set(load, failed(fault));
  }
}

/** The answers come after those that the load before it did not wait for. */
async function figuresOf(server: Running, peer: Peer, load: Load): Promise<Figures> {
  const call = callOf(folder, peer, load.type, load.records);
  const check = () => checkAnswer(folder, server.url, call, load.records);
  await Promise.all([check(), check()]);
  const before = server.cpuMs();
  const measured = await putLoad(server.url, { ...call, connections: load.connections, seconds });
  if (measured.requests === 0) throw new Error(`no answer in ${seconds} s`);
  return { ...measured, cpuMs: (server.cpuMs() - before) / measured.requests };
}

function failed(fault: unknown): Cell {
  const { name, message } = fault as Error;
  return { failure: name === 'TimeoutError' ? 'answers too late' : message };
}
