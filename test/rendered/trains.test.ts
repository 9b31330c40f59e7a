import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { kinds, placeListing } from '../support/build-listing.ts';
import { algorithm } from '../support/expect-problems.ts';
import { withThisNode } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const rich = kinds['an algorithm with everything'] ?? '';

/** A generated listing on the seller's machine, with these files in its folder `local/`. */
function listingWith(yaml: string, local: Readonly<Record<string, string>>): string {
  const listing = join(temporaryFolder(), 'listing');
  placeListing(listing, yaml);
  for (const [path, text] of Object.entries(local)) {
    mkdirSync(dirname(join(listing, 'local', path)), { recursive: true });
    writeFileSync(join(listing, 'local', path), text);
  }
  return listing;
}

function npmRunTrain(listing: string) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'train'], {
    cwd: listing,
    env: withThisNode(),
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

test('`npm run train` needs nothing but data: what SageMaker would say about the job has defaults', () => {
  const listing = listingWith(rich, { 'input/data/train/rows.csv': rows });
  const { status, said } = npmRunTrain(listing);
  expect(status, said).toBe(0);
  expect(said.match(/train:auc=1\n/g)).toHaveLength(3);
  expectLearnt(listing);
});

const rows = '0,-1\n2,0\n4,1\n6,2\n';

function expectLearnt(listing: string): void {
  const model = JSON.parse(readFileSync(join(listing, 'local/model/linear-model.json'), 'utf8'));
  expect(model.weights[0]).toBeGreaterThan(0.5);
}

test('`npm run train` without data says where it belongs, and with it the next run goes well', () => {
  const listing = listingWith(algorithm(), {});
  const first = npmRunTrain(listing);
  expect(first.status).toBe(1);
  expect(first.said).toContain(`its files belong in ${join(listing, 'local/input/data/train')}`);
  mkdirSync(join(listing, 'local/input/data/train'), { recursive: true });
  writeFileSync(join(listing, 'local/input/data/train/rows.csv'), rows);
  const second = npmRunTrain(listing);
  expect(second.status, second.said).toBe(0);
});

test('the seeded training code learns from a real FIFO, where the manifest declares Pipe', async () => {
  const config = JSON.stringify({ train: { TrainingInputMode: 'Pipe', ContentType: 'text/csv' } });
  const listing = listingWith(rich, { 'input/config/inputdataconfig.json': config });
  mkdirSync(join(listing, 'local/input/data'), { recursive: true });
  const writer = spawn('sh', ['-c', 'mkfifo train_0; printf "$ROWS" > train_0'], {
    env: { ...process.env, ROWS: rows },
    cwd: join(listing, 'local/input/data'),
  });
  onTestFinished(() => void writer.kill('SIGKILL'));
  const { status, said } = npmRunTrain(listing);
  expect(status, said).toBe(0);
  expectLearnt(listing);
});

test('what the manifest declares of a channel reaches the runner, and a job that differs ends before it begins', () => {
  const config = JSON.stringify({
    'valid.ation': { TrainingInputMode: 'Pipe' },
    train: { ContentType: 'a/b' },
  });
  const resources = JSON.stringify({ current_host: 'algo-1', hosts: ['algo-1', 'algo-2'] });
  const listing = listingWith(rich, {
    'input/config/inputdataconfig.json': config,
    'input/config/resourceconfig.json': resources,
    'input/data/train/rows.csv': '1,2\n',
  });
  expect(npmRunTrain(listing).status).toBe(1);
  expect(readFileSync(join(listing, 'local/output/failure'), 'utf8')).toBe(
    [
      'This training job has 3 errors:',
      '- channel `train` holds a/b; it can be: text/csv',
      '- channel `valid.ation` comes as Pipe; it can be: File',
      '- the job has 2 instances (algo-1, algo-2); this product can only use one\n',
    ].join('\n'),
  );
});
