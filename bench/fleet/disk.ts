// `npm run bench:disk`: a thousand new listings on a disk of their own and in memory, compared with `cp -r` of the
// result at the same place. Prints a Markdown table. Needs root and loop devices.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, root, writeFleet } from './fleet.ts';

const size = Number(process.env['LISTINGS'] ?? 1000);
const rounds = Number(process.env['ROUNDS'] ?? 3);

interface Place {
  readonly name: string;
  /** Gives the work an empty folder. */
  readonly within: (work: (folder: string) => Promise<Times>) => Promise<Times>;
}

/** Seconds. */
interface Times {
  /** Until the command has ended. */
  readonly ended: number;
  /** Until what it wrote is on the disk. */
  readonly onDisk: number;
}

execFileSync('npm', ['run', '--silent', 'build'], { cwd: root });
const workspace = mkdtempSync(join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'sagemaker-mkt-bench-'));
// The result waits in memory, so that no other disk is read.
const result = mkdtempSync('/dev/shm/sagemaker-mkt-bench-');
const places: readonly Place[] = [
  { name: 'ext4', within: onNewDisk },
  { name: 'memory', within: inMemory },
];
try {
  await generate(result);
  console.log(`\n${size} new listings (Node ${process.versions.node}, ${cpus().length} cores)\n`);
  console.log('| where | generate | cp -r | ratio | generate, on the disk | cp -r, on the disk | ratio |');
  console.log('|---|---|---|---|---|---|---|');
  for (const { name, within } of places) {
    const [ours, copies]: [Times[], Times[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await within(generate));
      copies.push(await within(copy));
    }
    const cells = [...cellsOf('ended', ours, copies), ...cellsOf('onDisk', ours, copies)];
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
} finally {
  for (const folder of [workspace, result]) rmSync(folder, { recursive: true, force: true });
}

function generate(folder: string): Promise<Times> {
  writeFleet(folder, size);
  return timed(folder, () => command(folder, 'generate', '*', '-q'));
}

function copy(folder: string): Promise<Times> {
  execFileSync('cp', ['-r', result, join(folder, 'result')]);
  return timed(folder, async () => execFileSync('cp', ['-r', 'result', 'copy'], { cwd: folder }));
}

async function timed(folder: string, work: () => Promise<unknown>): Promise<Times> {
  execFileSync('sync', ['-f', folder]);
  const start = process.hrtime.bigint();
  const seconds = () => Number(process.hrtime.bigint() - start) / 1e9;
  await work();
  const ended = seconds();
  execFileSync('sync', ['-f', folder]);
  return { ended, onDisk: seconds() };
}

/** ext4 creates files slowly for a while after many were deleted, so no disk is used twice. */
async function onNewDisk(work: (folder: string) => Promise<Times>): Promise<Times> {
  const [image, place] = [join(workspace, 'image'), join(workspace, 'mounted')];
  mkdirSync(place, { recursive: true });
  execFileSync('truncate', ['-s', '6G', image]);
  execFileSync('mkfs.ext4', ['-q', '-F', '-E', 'lazy_itable_init=0,lazy_journal_init=0', image]);
  execFileSync('mount', ['-o', 'loop', image, place]);
  try {
    return await work(place);
  } finally {
    execFileSync('umount', [place]);
    rmSync(image);
  }
}

async function inMemory(work: (folder: string) => Promise<Times>): Promise<Times> {
  const folder = mkdtempSync('/dev/shm/sagemaker-mkt-bench-');
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function cellsOf(when: keyof Times, ours: readonly Times[], copies: readonly Times[]): string[] {
  const [our, copied] = [ours, copies].map((times) => median(times.map((time) => time[when])));
  return [`${our?.toFixed(2)} s`, `${copied?.toFixed(2)} s`, ((our ?? 0) / (copied ?? 1)).toFixed(2)];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
