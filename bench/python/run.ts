// `npm run bench:python`: the cost of serving a scikit-learn model, as ratios within one run to the usual
// ways. Needs Debian's wrk, nginx, gunicorn and python3-{sklearn,flask,gevent,uvicorn,uvloop,httptools}.
// Prints Markdown tables. SECONDS=1 for a quick look.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Running, start } from '../serving/contenders.ts';
import { type Measured, putLoad } from '../serving/load.ts';
import { type ModelKind, prepareContenders } from './contenders.ts';

const seconds = Number(process.env['SECONDS'] ?? 4);
const folder = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-python-'));
execFileSync('npm', ['run', '--silent', 'build'], { cwd: fileURLToPath(new URL('../../', import.meta.url)) });
try {
  console.log(`Node ${process.versions.node}, ${cpus().length} CPUs, ${seconds} s a cell`);
  await compare('linear', 'a scale and a logistic regression');
  await compare('forest', 'a random forest of 50 trees');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The contenders alternate within each cell, so that a slow minute affects all of them. */
async function compare(kind: ModelKind, words: string): Promise<void> {
  const running = new Map<string, Running>();
  for (const contender of prepareContenders(folder, kind))
    running.set(contender.name, await start(contender));
  console.log(`\n${words}, 20 columns, CSV in and out\n`);
  console.log(
    '| records | connections | server | requests/s | p50 ms | p99 ms | faults | of gunicorn with Flask |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  for (const records of [1, 100])
    for (const connections of [1, 16, 64]) {
      let floor: Measured | undefined;
      for (const [name, { url }] of running) {
        const load = { body: rowsOf(records), contentType: 'text/csv', connections, seconds };
        const measured = await putLoad(url, load);
        floor ??= measured;
        const { perSecond, p50, p99, faults } = measured;
        const ratio = (perSecond / floor.perSecond).toFixed(1);
        console.log(
          `| ${records} | ${connections} | ${name} | ${Math.round(perSecond)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${faults} | ${ratio} |`,
        );
      }
    }
  console.log('\n| server | ready after ms | memory MB |\n|---|---|---|');
  for (const [name, { readyMs, memoryMB }] of running)
    console.log(`| ${name} | ${Math.round(readyMs)} | ${memoryMB()} |`);
  for (const { stop } of running.values()) await stop();
}

function rowsOf(records: number): string {
  const cell = (row: number, column: number) => Math.sin(row * 20 + column + 1).toFixed(4);
  return Array.from({ length: records }, (_, row) =>
    Array.from({ length: 20 }, (_, column) => cell(row, column)).join(','),
  ).join('\n');
}
