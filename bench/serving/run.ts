// `npm run bench:serving`: the cost of a rendered listing's server in CPU, throughput and memory, as ratios within one
// run to Node's bare server; beside it fastify, hono, and gunicorn with Flask do the same. Needs Debian's wrk. Prints
// Markdown tables and writes the plots of docs/explanation/figures.md. SECONDS=1 for a quick look, SOAK=0 to skip the soak test. COSTS_ONLY=1 stops after the costs.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineChart } from '../plot.ts';
import { prepareContenders, type Work, works } from './contenders.ts';
import { type Measured, putLoad } from './load.ts';
import { type Contender, type Running, start } from './running.ts';

const seconds = Number(process.env['SECONDS'] ?? 4);
const soakRounds = Number(process.env['SOAK'] ?? 10);
const loads = [
  ...[100, 10_000, 1_000_000].flatMap((bytes) => [1, 16, 64].map((connections) => ({ bytes, connections }))),
  { bytes: 5_000_000, connections: 64 },
];
const plots = new URL('../../docs/explanation/plots/', import.meta.url).pathname;

mkdirSync(plots, { recursive: true });
const workspace = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-serving-'));
try {
  const { doing, busy, walkthrough } = prepareContenders(workspace);
  console.log(`Node ${process.versions.node}, ${cpus().length} CPUs, ${seconds} s a cell`);
  for (const work of works) await compareCosts(work, doing(work));
  if (!process.env['COSTS_ONLY']) {
    await comparePings(busy);
    if (soakRounds > 0) await soak(walkthrough);
  }
} finally {
  rmSync(workspace, { recursive: true, force: true });
}

function textOf(bytes: number): string {
  return 'abcdefghij'.repeat(bytes / 10);
}

/** Rows of ten numbers, of about this many bytes. */
function jsonOf(bytes: number): string {
  const row = '[0.125,21,3.5,4,5.75,60,7.25,8,9,-10]';
  return `{"instances":[${Array.from({ length: Math.max(1, Math.round((bytes - 16) / (row.length + 1))) }, () => row)}]}`;
}

interface Cell extends Measured {
  readonly contender: string;
  readonly bytes: number;
  readonly connections: number;
  /** CPU time of all processes of the server for one call. */
  readonly cpuMs: number;
  readonly memoryMB: number;
}

/** The contenders alternate within each cell, so that a slow minute affects all of them. */
async function compareCosts(work: Work, contenders: readonly Contender[]): Promise<void> {
  const running = new Map<string, Running>();
  for (const contender of contenders) running.set(contender.name, await start(contender));
  const cells: Cell[] = [];
  for (const { bytes, connections } of loads)
    for (const [contender, server] of running) {
      const body = work === 'echo' ? textOf(bytes) : jsonOf(bytes);
      const contentType = work === 'echo' ? 'text/plain' : 'application/json';
      const before = server.cpuMs();
      const measured = await putLoad(server.url, { body, contentType, connections, seconds });
      const cpuMs = (server.cpuMs() - before) / measured.requests;
      cells.push({ contender, bytes, connections, ...measured, cpuMs, memoryMB: server.memoryMB() });
    }
  printCosts(work, cells, contenders[0]?.name ?? '');
  console.log('\n| server | ready after ms |\n|---|---|');
  for (const [name, { readyMs }] of running) console.log(`| ${name} | ${Math.round(readyMs)} |`);
  if (work === 'echo')
    for (const bytes of new Set(cells.map((cell) => cell.bytes)))
      writeFileSync(join(plots, `throughput-${bytes}.svg`), throughputPlot(cells, bytes, contenders));
  for (const { stop } of running.values()) await stop();
}

function printCosts(work: Work, cells: readonly Cell[], bare: string): void {
  console.log(`\n${work}: CPU a call of all processes, and calls a second, as multiples of ${bare}\n`);
  console.log(
    '| body | connections | server | CPU ms | of bare | calls/s | of bare | p50 ms | p99 ms | PSS MB | faults |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|---|');
  for (const cell of cells) {
    const { contender, bytes, connections, cpuMs, perSecond, p50, p99, memoryMB, faults } = cell;
    const floor =
      cells.find((one) => one.contender === bare && one.bytes === bytes && one.connections === connections) ??
      cell;
    const ratios = { cpu: (cpuMs / floor.cpuMs).toFixed(2), calls: (perSecond / floor.perSecond).toFixed(2) };
    const row = [
      ...[bytes, connections, contender, cpuMs.toFixed(3), ratios.cpu, Math.round(perSecond), ratios.calls],
      ...[p50.toFixed(2), p99.toFixed(2), memoryMB, faults],
    ];
    console.log(`| ${row.join(' | ')} |`);
  }
}

function throughputPlot(cells: readonly Cell[], bytes: number, contenders: readonly Contender[]): string {
  return lineChart({
    title: `Requests per second, bodies of ${bytes.toLocaleString('en')} bytes`,
    xTitle: 'connections',
    yTitle: 'requests per second',
    isLogarithmic: { x: true, y: true },
    series: contenders.map(({ name }) => ({
      name,
      points: cells
        .filter((cell) => cell.contender === name && cell.bytes === bytes)
        .map((cell) => [cell.connections, cell.perSecond] as const),
    })),
  });
}

/** How long a ping takes while a model computes for 20 ms and there are more callers than it can serve. */
async function comparePings(contenders: readonly Contender[]): Promise<void> {
  console.log(
    '\n| saturated with 64 connections, 20 ms of computing a call | requests/s | ping p50 ms | ping p99 ms | slowest |',
  );
  console.log('|---|---|---|---|---|');
  for (const contender of contenders) {
    const { url, stop } = await start(contender);
    const load = putLoad(url, {
      body: textOf(100),
      contentType: 'text/plain',
      connections: 64,
      seconds: 2 * seconds,
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const times: number[] = [];
    const until = performance.now() + 1500 * seconds;
    while (performance.now() < until) {
      const begun = performance.now();
      await fetch(`${url}/ping`).then((answer) => answer.text());
      times.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { perSecond } = await load;
    times.sort((a, b) => a - b);
    const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1);
    console.log(`| ${contender.name} | ${Math.round(perSecond)} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`);
    await stop();
  }
}

/** Memory after each hundred thousand requests: it must stop growing. */
async function soak(contender: Contender): Promise<void> {
  const { url, memoryMB, stop } = await start(contender);
  const points: [number, number][] = [[0, memoryMB()]];
  let requests = 0;
  for (let round = 0; round < soakRounds; round += 1) {
    const before = requests;
    while (requests - before < 100_000) {
      const measured = await putLoad(url, {
        body: textOf(100),
        contentType: 'text/plain',
        connections: 64,
        seconds: 2,
      });
      requests += measured.requests;
    }
    points.push([requests, memoryMB()]);
  }
  await stop();
  console.log('\n| requests | memory of all processes, MB |\n|---|---|');
  for (const [count, memory] of points) console.log(`| ${count} | ${memory} |`);
  const chart = lineChart({
    title: 'Memory while it serves',
    xTitle: 'requests',
    yTitle: 'MB, all processes',
    series: [{ name: contender.name, points }],
  });
  writeFileSync(join(plots, 'memory.svg'), chart);
}
