// `npm run bench:disk`: a thousand new listings on a disk of their own and in memory, compared with `cp -r` of the
// result at the same place. Prints a Markdown table. Needs root and loop devices. `OLDER=<a main.js>` measures another build too.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, root, writeFleet } from './fleet.ts';

const size = Number(process.env['LISTINGS'] ?? 1000);
const rounds = Number(process.env['ROUNDS'] ?? 3);
const older = process.env['OLDER'];

interface Place {
  readonly name: string;
  /** Gives the work an empty folder. */
  readonly within: (work: (folder: string) => Times) => Times;
}

/** Seconds. */
interface Times {
  /** Until the command has ended. */
  readonly ended: number;
  /** Until what it wrote is on the disk. */
  readonly 'on the disk': number;
  /** Of processors, in the command and in the kernel for it. */
  readonly user: number;
  readonly system: number;
}

const columns = ['ended', 'on the disk', 'user', 'system'] as const;

execFileSync('npm', ['run', '--silent', 'build'], { cwd: root });
const workspace = mkdtempSync(join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'sagemaker-mkt-bench-'));
// The result waits in memory, so that no other disk is read.
const result = mkdtempSync('/dev/shm/sagemaker-mkt-bench-');
const works: readonly (readonly [string, (folder: string) => Times])[] = [
  ['cp -r', copy],
  ['generate', (folder) => generate(folder)],
  ...(older === undefined ? [] : [['generate, older', (folder: string) => generate(folder, older)] as const]),
];
const places: readonly Place[] = [
  { name: 'ext4', within: onNewDisk },
  { name: 'memory', within: inMemory },
];
try {
  generate(result);
  console.log(`\n${size} new listings (Node ${process.versions.node}, ${cpus().length} cores)\n`);
  console.log(`| where | what | ${columns.map((name) => `${name} s`).join(' | ')} |`);
  console.log(`|---|---|${columns.map(() => '---|').join('')}`);
  for (const { name, within } of places) {
    const seen = works.map((): Times[] => []);
    for (let round = 0; round < rounds; round += 1)
      for (const [index, [, work]] of works.entries()) seen[index]?.push(within(work));
    const copied = middles(seen[0] ?? []);
    for (const [index, [what]] of works.entries()) {
      const times = middles(seen[index] ?? []);
      print(name, what, (column) => times[column].toFixed(2));
      if (index > 0) print('', 'as a ratio', (column) => (times[column] / copied[column]).toFixed(2));
    }
  }
} finally {
  for (const folder of [workspace, result]) rmSync(folder, { recursive: true, force: true });
}

function generate(folder: string, program = bin): Times {
  writeFleet(folder, size);
  return timed(folder, `'${process.execPath}' '${program}' generate -q '*'`);
}

function copy(folder: string): Times {
  execFileSync('cp', ['-r', result, join(folder, 'result')]);
  return timed(folder, 'cp -r result copy');
}

function timed(folder: string, line: string): Times {
  execFileSync('sync', ['-f', folder]);
  const start = process.hrtime.bigint();
  const seconds = () => Number(process.hrtime.bigint() - start) / 1e9;
  const script = `TIMEFORMAT='%U %S'; time ${line} >/dev/null`;
  const { stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
  const ended = seconds();
  const [user = Number.NaN, system = Number.NaN] = stderr.split(' ').map(Number);
  execFileSync('sync', ['-f', folder]);
  return { ended, 'on the disk': seconds(), user, system };
}

/** ext4 creates files slowly for a while after many were deleted, so no disk is used twice. */
function onNewDisk(work: (folder: string) => Times): Times {
  const [image, place] = [join(workspace, 'image'), join(workspace, 'mounted')];
  mkdirSync(place, { recursive: true });
  execFileSync('truncate', ['-s', '6G', image]);
  execFileSync('mkfs.ext4', ['-q', '-F', '-E', 'lazy_itable_init=0,lazy_journal_init=0', image]);
  execFileSync('mount', ['-o', 'loop', image, place]);
  try {
    return work(place);
  } finally {
    execFileSync('umount', [place]);
    rmSync(image);
  }
}

function inMemory(work: (folder: string) => Times): Times {
  const folder = mkdtempSync('/dev/shm/sagemaker-mkt-bench-');
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function middles(times: readonly Times[]): Times {
  const middle = (column: keyof Times) =>
    times.map((time) => time[column]).sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  return {
    ended: middle('ended'),
    'on the disk': middle('on the disk'),
    user: middle('user'),
    system: middle('system'),
  };
}

function print(where: string, what: string, cell: (column: keyof Times) => string): void {
  console.log(`| ${where} | ${what} | ${columns.map(cell).join(' | ')} |`);
}
