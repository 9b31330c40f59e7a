// `npm run bench:fleet`: the time and memory that fleets of several sizes need, in one process and in two.
// Prints a Markdown table and draws docs/explanation/plots/fleet.svg.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineChart } from '../plot.ts';
import { command, root, writeFleet } from './fleet.ts';

const sizes = [1, 100, 1000, 5000];
const rounds = Number(process.env['ROUNDS'] ?? 3);

/** One operation on a whole fleet. */
interface Work {
  readonly name: string;
  /** Brings the fleet into the state that the operation expects; not timed. */
  readonly prepare: (folder: string, size: number) => Promise<void> | void;
  readonly run: (folder: string, size: number) => Promise<number>;
}

interface Cost {
  readonly seconds: number;
  /** The peak memory of one process. */
  readonly megabytes: number;
}

const works: readonly Work[] = [
  { name: 'generate, new', prepare: writeFleet, run: (folder) => command(folder, 'generate', '*') },
  { name: 'check, no change', prepare: generated, run: (folder) => command(folder, 'check', '*') },
  {
    name: 'generate, all edited',
    prepare: async (folder, size) => {
      await generated(folder, size);
      writeFleet(folder, size, (text) => text.replace('amazonlinux:2023', 'ubuntu:18.04'));
    },
    run: (folder) => command(folder, 'generate', '*'),
  },
  {
    name: 'generate, two processes',
    prepare: writeFleet,
    run: (folder) => halves(folder, 'generate'),
  },
  {
    name: 'check, two processes',
    prepare: generated,
    run: (folder) => halves(folder, 'check'),
  },
];

execFileSync('npm', ['run', '--silent', 'build'], { cwd: root });
const workspace = mkdtempSync(join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'sagemaker-mkt-bench-'));
try {
  const costs = new Map<string, Map<number, Cost>>();
  for (const size of sizes)
    for (const work of works) record(costs, work.name, size, await measure(work, size));
  printTable(costs);
  const series = [...costs].map(([name, bySize]) => ({
    name,
    points: [...bySize].map(([size, { seconds }]) => [size, seconds] as const),
  }));
  const plot = { title: 'A fleet by its size', xTitle: 'listings', yTitle: 'seconds', series };
  writeFileSync(join(root, 'docs/explanation/plots/fleet.svg'), lineChart(plot));
} finally {
  rmSync(workspace, { recursive: true, force: true });
}

async function measure(work: Work, size: number): Promise<Cost> {
  const seconds: number[] = [];
  let megabytes = 0;
  for (let round = 0; round < rounds; round += 1) {
    const folder = mkdtempSync(join(workspace, 'f-'));
    await work.prepare(folder, size);
    const start = process.hrtime.bigint();
    megabytes = Math.max(megabytes, (await work.run(folder, size)) / 1000);
    seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
    rmSync(folder, { recursive: true });
  }
  return { seconds: seconds.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0, megabytes };
}

function record(costs: Map<string, Map<number, Cost>>, name: string, size: number, cost: Cost): void {
  costs.set(name, (costs.get(name) ?? new Map<number, Cost>()).set(size, cost));
}

/** Each of two processes gets every second listing, as two cores would share the work. */
async function halves(folder: string, name: string): Promise<number> {
  const used = await Promise.all(
    ['*[02468]', '*[13579]'].map((pattern) => command(folder, name, pattern).catch(() => 0)),
  );
  return Math.max(...used);
}

async function generated(folder: string, size: number): Promise<void> {
  writeFleet(folder, size);
  await command(folder, 'generate', '*');
}

function printTable(costs: ReadonlyMap<string, ReadonlyMap<number, Cost>>): void {
  console.log(`\nA fleet by its size (Node ${process.versions.node}, ${cpus().length} cores)\n`);
  console.log(`| what | ${sizes.map((size) => `${size}`).join(' | ')} | most memory |`);
  console.log(`|---|${sizes.map(() => '---|').join('')}---|`);
  for (const [name, bySize] of costs) {
    const cells = sizes.map((size) => `${bySize.get(size)?.seconds.toFixed(2)} s`);
    const most = Math.max(...[...bySize.values()].map(({ megabytes }) => megabytes));
    console.log(`| ${name} | ${cells.join(' | ')} | ${most.toFixed(0)} MB |`);
  }
}
