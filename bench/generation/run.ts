// `npm run bench`: how long it takes to make the files of one listing, of a hundred and of a thousand. Each
// figure is a ratio, within one run, to a bare loop and to other generators, of which most make the same files; of one listing also
// to Node that does nothing. Prints Markdown tables. `SIZES=1` prints the first.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkGenerator, openToAll, yoEnvironment } from '../../scripts/run-yo.ts';
import { type Peers, preparePeers } from './peers.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = join(root, 'dist/main.js');
const manifest = readFileSync(join(root, 'examples/minimal/marketplace.yaml'), 'utf8');
const rounds = Number(process.env['ROUNDS'] ?? 7);

execFileSync('npm', ['run', '--silent', 'build'], { cwd: root });
// In memory, where there is such a folder: a disk that has just deleted many files creates new ones slowly,
// and we delete between runs.
const workspace = mkdtempSync(join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'sagemaker-mkt-bench-'));
// `yo` runs as another user, who must be able to enter this folder.
chmodSync(workspace, 0o755);
try {
  const peers = preparePeers(workspace, generateOnce());
  for (const size of (process.env['SIZES'] ?? '1,100,1000').split(',').map(Number))
    if (size === 1) printTable('One listing, a process each', oneListing(peers));
    else printTable(`${size} listings`, manyListings(peers, size));
} finally {
  rmSync(workspace, { recursive: true, force: true });
}

interface Contender {
  readonly name: string;
  /** How many listings must exist afterwards; absent where a run writes to folders of its own. */
  readonly makes?: number;
  /** Makes a fresh folder; not timed. */
  readonly prepare: () => string;
  readonly run: (folder: string) => void;
  readonly rounds?: number;
}

interface Timed {
  readonly name: string;
  readonly median: number;
  readonly least: number;
}

function oneListing(peers: Peers): Timed[] {
  const home = freshFolder();
  openToAll(home);
  return time([
    {
      name: 'Node that does nothing (the floor)',
      makes: 0,
      prepare: emptyFolder,
      run: () => node(['-e', '0']),
    },
    {
      name: 'sagemaker-mkt --version',
      makes: 0,
      prepare: emptyFolder,
      run: () => node([bin, '--version']),
    },
    {
      name: 'a bare loop',
      prepare: emptyFolder,
      run: (folder) => node([peers.loop, folder, '1']),
    },
    {
      name: 'sagemaker-mkt generate',
      prepare: listingFolder,
      run: (folder) => node([bin, 'generate', folder]),
    },
    {
      name: 'the same, with nothing to do',
      prepare: generatedFolder,
      run: (folder) => node([bin, 'generate', folder]),
    },
    {
      name: 'hygen',
      prepare: peers.hygenFolder,
      run: (folder) => node([peers.hygen, 'listing', 'new'], folder),
    },
    {
      name: 'plop',
      prepare: emptyFolder,
      run: (folder) => node([peers.plop, '--plopfile', peers.plopfile, '--dest', folder, 'listing']),
    },
    {
      name: 'ml-container-creator, its own 112 files for Flask',
      makes: 0,
      prepare: emptyFolder,
      run: (folder) => createContainer(peers, folder),
    },
    {
      name: 'yo with a trivial generator of the same files',
      prepare: () => yoFolder(home, peers.trivialGenerator),
      run: (folder) => yo(folder, home, 'bench-floor'),
    },
    {
      name: 'yo sagemaker-mkt',
      prepare: () => yoFolder(home),
      run: (folder) => yo(folder, home, 'sagemaker-mkt'),
    },
  ]);
}

function manyListings(peers: Peers, count: number): Timed[] {
  const contenders: Contender[] = [
    {
      name: 'a bare loop (the floor)',
      prepare: emptyFolder,
      run: (folder) => node([peers.loop, folder, String(count)]),
    },
    {
      name: 'sagemaker-mkt generate, one process',
      prepare: () => fleetFolder(count),
      run: (folder) => node([bin, 'generate', '*'], folder),
    },
    {
      name: 'the same, with nothing to do',
      prepare: () => generatedFleet(count),
      run: (folder) => node([bin, 'generate', '*'], folder),
    },
  ];
  const hygen: Contender = {
    name: 'hygen, a process each',
    rounds: 1,
    makes: 0,
    prepare: emptyFolder,
    run: () => {
      for (let index = 0; index < count; index += 1)
        node([peers.hygen, 'listing', 'new'], peers.hygenFolder());
    },
  };
  const all = contenders.map((contender) => ({ ...contender, makes: count }));
  return time(count > 100 ? all : [...all, hygen], 3);
}

/** The contenders alternate, so that a slow minute of the machine affects all of them. */
function time(contenders: readonly Contender[], most = rounds): Timed[] {
  const seconds = contenders.map((): number[] => []);
  for (let round = 0; round < most; round += 1)
    for (const [index, contender] of contenders.entries()) {
      if (round >= (contender.rounds ?? most)) continue;
      const folder = contender.prepare();
      const start = process.hrtime.bigint();
      contender.run(folder);
      seconds[index]?.push(Number(process.hrtime.bigint() - start) / 1e9);
      if (countListings(folder) < (contender.makes ?? 1))
        throw new Error(`${contender.name} left something out`);
      rmSync(folder, { recursive: true, force: true });
    }
  return contenders.map(({ name }, index) => {
    const sorted = (seconds[index] ?? []).sort((a, b) => a - b);
    return { name, median: sorted[Math.floor(sorted.length / 2)] ?? 0, least: sorted[0] ?? 0 };
  });
}

function countListings(folder: string): number {
  return globSync('**/bin/serve', { cwd: folder, exclude: (name) => name === 'node_modules' }).length;
}

function printTable(title: string, rows: readonly Timed[]): void {
  const floor = rows[0]?.median ?? 1;
  console.log(`\n${title} (Node ${process.versions.node}, ${cpus().length} cores)\n`);
  console.log('| what | median s | least s | ratio to the floor |\n|---|---|---|---|');
  for (const { name, median, least } of rows)
    console.log(`| ${name} | ${median.toFixed(2)} | ${least.toFixed(2)} | ${(median / floor).toFixed(1)} |`);
}

function node(words: readonly string[], cwd = workspace, env = process.env): void {
  const { status, stderr } = spawnSync(process.execPath, words, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
}

/** Without a PATH: it would install packages of Python for its sample. */
function createContainer({ containerCreator }: Peers, folder: string): void {
  const kind = ['--deployment-config', 'http-flask', '--model-format', 'pkl'];
  const place = ['--instance-type', 'ml.m5.large', '--region', 'us-east-1', '--skip-prompts', '--force'];
  node([containerCreator, 'demo', ...kind, ...place, '--project-dir', folder], workspace, {
    HOME: workspace,
  });
  const made = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  if (made.length !== 112) throw new Error(`ml-container-creator made ${made.length} files`);
}

function yo(folder: string, home: string, generator: string): void {
  const cli = join(root, 'node_modules/yo/lib/cli.js');
  const { status, stderr } = spawnSync(process.execPath, [cli, generator, '--skip-install'], {
    cwd: folder,
    encoding: 'utf8',
    env: yoEnvironment(home),
  });
  if (status !== 0) throw new Error(`yo ${generator}: ${stderr}`);
}

function freshFolder(): string {
  return mkdtempSync(join(workspace, 'f-'));
}

function emptyFolder(): string {
  return freshFolder();
}

function listingFolder(): string {
  const folder = freshFolder();
  writeFileSync(join(folder, 'marketplace.yaml'), manifest);
  return folder;
}

function generatedFolder(): string {
  const folder = listingFolder();
  node([bin, 'generate', folder]);
  return folder;
}

function yoFolder(home: string, generator?: string): string {
  const folder = listingFolder();
  if (generator) execFileSync('cp', ['-r', generator, join(folder, 'node_modules')]);
  else linkGenerator(folder, home);
  openToAll(folder);
  return folder;
}

function fleetFolder(count: number): string {
  const folder = freshFolder();
  for (let index = 0; index < count; index += 1) {
    mkdirSync(join(folder, `listing-${index}`));
    writeFileSync(
      join(folder, `listing-${index}`, 'marketplace.yaml'),
      manifest.replace('churn-scorer', `churn-scorer-${index}`),
    );
  }
  return folder;
}

function generatedFleet(count: number): string {
  const folder = fleetFolder(count);
  node([bin, 'generate', '*'], folder);
  return folder;
}

/** The files of one listing, which every contender makes. */
function generateOnce(): ReadonlyMap<string, string> {
  const folder = generatedFolder();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => dirname(path) !== folder || !path.endsWith('marketplace.yaml'));
  return new Map(
    paths
      .filter((path) => !path.includes('.sagemaker-mkt'))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}
