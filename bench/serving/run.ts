// `npm run bench:serving`: the cost of a rendered listing's server, as ratios within one run to Node's bare
// server, the Flask server of AWS's guide, and gunicorn with Flask. Needs wrk, flask and gunicorn on the PATH
// (Debian: wrk python3-flask gunicorn). Prints Markdown tables and writes the plots of docs/explanation/figures.md.
// SECONDS=1 for a quick look, SOAK=0 to skip the soak test.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineChart } from '../plot.ts';
import { type Contender, prepareContenders, type Running, start } from './contenders.ts';
import { type Measured, putLoad } from './load.ts';

const seconds = Number(process.env['SECONDS'] ?? 4);
const soakRounds = Number(process.env['SOAK'] ?? 10);
const sizes = [100, 10_000, 1_000_000];
const connections = [1, 16, 64, 256];
const plots = new URL('../../docs/explanation/plots/', import.meta.url).pathname;

mkdirSync(plots, { recursive: true });
const workspace = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-serving-'));
try {
  const all = prepareContenders(workspace);
  console.log(`Node ${process.versions.node}, ${cpus().length} CPUs, ${seconds} s a cell\n`);
  await compareThroughput([all.bare, all.echo, all.walkthrough, all.gunicorn, all.flask]);
  await comparePings([all.busy, all.busyGunicorn, all.busyFlask]);
  if (soakRounds > 0) await soak(all.walkthrough);
} finally {
  rmSync(workspace, { recursive: true, force: true });
}

function textOf(bytes: number) {
  return { contentType: 'text/plain', body: 'abcdefghij'.repeat(bytes / 10) };
}

type Cell = Measured & { readonly contender: string; readonly bytes: number; readonly connections: number };

/** The contenders alternate within each cell, so that a slow minute affects all of them. */
async function compareThroughput(contenders: readonly Contender[]): Promise<void> {
  const running = new Map<string, Running>();
  for (const contender of contenders) running.set(contender.name, await start(contender));
  const cells: Cell[] = [];
  for (const bytes of sizes)
    for (const count of connections)
      for (const [contender, { url }] of running) {
        const measured = await putLoad(url, { ...textOf(bytes), connections: count, seconds });
        cells.push({ contender, bytes, connections: count, ...measured });
      }
  console.log('| body | connections | server | requests/s | p50 ms | p99 ms | faults | of bare Node |');
  console.log('|---|---|---|---|---|---|---|---|');
  const [bare] = contenders;
  for (const { contender, bytes, connections, perSecond, p50, p99, faults } of cells) {
    const floor = cells.find(
      (cell) => cell.contender === bare?.name && cell.bytes === bytes && cell.connections === connections,
    );
    const ratio = (perSecond / (floor?.perSecond ?? 1)).toFixed(2);
    console.log(
      `| ${bytes} | ${connections} | ${contender} | ${Math.round(perSecond)} | ${p50.toFixed(2)} | ${p99.toFixed(2)} | ${faults} | ${ratio} |`,
    );
  }
  console.log('\n| server | ready after ms | memory MB |\n|---|---|---|');
  for (const [name, { readyMs, memoryMB }] of running)
    console.log(`| ${name} | ${Math.round(readyMs)} | ${memoryMB()} |`);
  for (const bytes of sizes)
    writeFileSync(join(plots, `throughput-${bytes}.svg`), throughputPlot(cells, bytes, contenders));
  for (const { stop } of running.values()) await stop();
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
    const load = putLoad(url, { ...textOf(100), connections: 64, seconds: 2 * seconds });
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
      const measured = await putLoad(url, { ...textOf(100), connections: 64, seconds: 2 });
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
