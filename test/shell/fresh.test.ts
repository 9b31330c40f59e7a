import { randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import { isEveryCase, oneIn } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { onFailingDisk } from '../support/failing-disk.ts';
import {
  generatedFolder,
  renamed,
  run,
  snapshot,
  text,
  visible,
  writeManifest,
} from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** CI tries every change of the disk. */
const step = isEveryCase ? 1 : 6;

test.each([
  ['the same manifest', modelPackage()],
  ['another manifest', renamed],
])(
  'a first run that is killed at any change of the disk leaves nothing, or what the next completes: %s',
  (_, next) => {
    const wanted = snapshot(generatedFolder(next));
    for (let change = 1; ; change += step) {
      const folder = notGenerated();
      let outcome: ReturnType<typeof run> | undefined;
      onFailingDisk('killed', change, () => {
        outcome = run(folder);
      });
      if (!isCommitted(folder)) expect(Object.keys(visible(snapshot(folder)))).toEqual(['marketplace.yaml']);
      writeManifest(folder, next);
      expect(run(folder).problems).toEqual([]);
      expect(snapshot(folder), `after the run that follows a kill at change ${change}`).toEqual(wanted);
      expect(readdirSync(join(folder, '.sagemaker-mkt')).sort()).toEqual(['base', 'lock.json']);
      if (outcome?.status === 'written') return expect(change).toBeGreaterThan(60);
    }
  },
);

test('a first run on a full disk leaves nothing, says why, and succeeds when there is space', () => {
  let refused = 0;
  for (let change = 1; ; change += step) {
    const folder = notGenerated();
    let outcome: ReturnType<typeof run> | undefined;
    onFailingDisk('full', change, () => {
      outcome = run(folder);
    });
    if (outcome?.status === 'written') break;
    refused += 1;
    expect(printProblems(outcome?.problems ?? [])).toMatch(/error: ENOSPC: .*\[system-failure\]\n +fix: /);
    expect(readdirSync(folder), `full at change ${change}`).toEqual(['marketplace.yaml']);
    expect(run(folder).status).toBe('written');
  }
  expect(refused * step).toBeGreaterThan(40);
});

const places = ['Dockerfile', 'runtime/log.ts', 'scripts/build.sh', 'src/inference.ts', 'src/mine.ts', 'src'];

test.each(oneIn(2, places))('what is saved as %s while a first run writes is kept, at any moment', (path) => {
  atEachChange((folder) => {
    const place = join(folder, path);
    if (existsSync(place)) return undefined;
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, 'mine\n');
    return ({ problems }) => {
      const mine = Object.entries(visible(snapshot(folder))).filter(([, file]) => file.endsWith(' mine\n'));
      const kept = text(folder, mine[0]?.[0] ?? `.sagemaker-mkt/kept/${path}`);
      expect(kept).toBe('mine\n');
      expect(problems.map(({ code }) => code)).toEqual(mine.length > 0 ? [] : ['kept-apart']);
    };
  });
});

test('a run with another manifest in the middle of a first run leaves one listing, and not a mixture', () => {
  const wanted = [modelPackage(), renamed].map((yaml) => generated(generatedFolder(yaml)));
  atEachChange((folder) => {
    writeManifest(folder, renamed);
    const { status } = run(folder);
    return () => {
      if (status !== 'refused') expect(wanted).toContainEqual(generated(folder));
      run(folder);
      expect(generated(folder)).toEqual(wanted[1]);
    };
  });
});

test('a first run whose private folder is taken away begins again, and never commits a part', () => {
  const wanted = snapshot(generatedFolder());
  atEachChange((folder) => {
    for (const own of globSync('.sagemaker-mkt/work.*', { cwd: folder }))
      rmSync(join(folder, own), { recursive: true });
    return () => expect(snapshot(folder)).toEqual(wanted);
  });
});

test('a first run does not write through a link that comes in its way', () => {
  const outside = temporaryFolder();
  atEachChange((folder) => {
    if (existsSync(join(folder, 'scripts'))) return undefined;
    symlinkSync(outside, join(folder, 'scripts'));
    return () => expect(readdirSync(outside)).toEqual([]);
  });
});

test('a first run that was killed is not finished through a link that has come in the way', () => {
  const folder = killedBetweenMoves();
  const outside = temporaryFolder();
  symlinkSync(outside, join(folder, 'scripts'));
  expect(run(folder).problems.map(({ code, location }) => `${code} ${location.file}`)).toEqual([
    'symbolic-link scripts',
  ]);
  expect(readdirSync(outside)).toEqual([]);
  rmSync(join(folder, 'scripts'));
  expect(run(folder).status).not.toBe('refused');
});

test.each<[string, (work: string) => void]>([
  ['cut short', (work) => truncateSync(join(work, 'fresh/scripts/build.sh'))],
  ['gone', (work) => rmSync(join(work, 'fresh'), { recursive: true })],
  ['without their record', (work) => rmSync(join(work, 'lock.json'))],
  ['joined by others', (work) => writeFileSync(join(work, 'fresh/notes.txt'), '')],
])('staged files of a killed first run that are %s are dropped, and rendered again', (_, damage) => {
  const folder = killedBetweenMoves();
  damage(join(folder, '.sagemaker-mkt/work'));
  expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
  expect(snapshot(folder)).toEqual(snapshot(generatedFolder()));
});

test('a listing that came meanwhile stays, and what a killed first run had staged is dropped', () => {
  const folder = killedBetweenMoves();
  cpSync(generatedFolder(renamed), folder, { recursive: true });
  expect(run(folder)).toMatchObject({ status: 'unchanged', problems: [] });
  expect(snapshot(folder)).toEqual(snapshot(generatedFolder(renamed)));
});

test('a check of a first run that was killed writes nothing', () => {
  const folder = killedBetweenMoves();
  const before = snapshot(folder);
  expect(run(folder, { dryRun: true }).status).toBe('planned');
  expect(snapshot(folder)).toEqual(before);
});

test('what another run has staged and not committed is removed only when that run is dead', () => {
  const folder = generatedFolder();
  const holders = { living: `process ${process.ppid} on ${hostname()}, run 1`, dead: deadHolder() };
  for (const holder of Object.values(holders)) {
    const own = join(folder, `.sagemaker-mkt/work.${randomUUID()}`);
    mkdirSync(own);
    writeFileSync(join(own, 'running'), holder);
  }
  run(folder);
  const left = globSync('.sagemaker-mkt/work.*/running', { cwd: folder });
  expect(left.map((path) => text(folder, path))).toEqual([holders.living]);
});

/** A process with this id cannot be. */
function deadHolder(): string {
  return `process 999999999 on ${hostname()}, run 1`;
}

/**
 * Repeats a first run, and disturbs it before another change of the disk each time. What the disturbance returns looks at
 * what the run has left.
 */
function atEachChange(
  disturb: (folder: string) => ((outcome: ReturnType<typeof run>) => void) | undefined,
): void {
  for (let change = 1; ; change += step) {
    const folder = notGenerated();
    let isReached = false;
    let look: ReturnType<typeof disturb>;
    let outcome: ReturnType<typeof run> | undefined;
    onFailingDisk(
      'disturbed',
      change,
      () => {
        outcome = run(folder);
      },
      () => {
        isReached = true;
        look = disturb(folder);
      },
    );
    if (!isReached) {
      expect(change).toBeGreaterThan(60);
      return;
    }
    if (outcome) look?.(outcome);
    expect(existsSync(join(folder, '.sagemaker-mkt/work')), `disturbed at change ${change}`).toBe(false);
    expect(globSync('.sagemaker-mkt/work.*', { cwd: folder }), `disturbed at change ${change}`).toEqual([]);
  }
}

function notGenerated(): string {
  const folder = temporaryFolder();
  writeManifest(folder, modelPackage());
  return folder;
}

/** Leaves a listing whose first run was killed when some of its files were in place. */
function killedBetweenMoves(): string {
  for (let change = 1; ; change += 1) {
    const folder = notGenerated();
    onFailingDisk('killed', change, () => run(folder));
    if (existsSync(join(folder, 'runtime'))) return folder;
  }
}

function isCommitted(folder: string): boolean {
  return ['work', 'lock.json'].some((name) => existsSync(join(folder, '.sagemaker-mkt', name)));
}

/** Without what was kept apart and the manifest. */
function generated(folder: string): Record<string, string> {
  const files = Object.entries(snapshot(folder));
  return Object.fromEntries(
    files.filter(([path]) => path !== 'marketplace.yaml' && !path.startsWith('.sagemaker-mkt/kept/')),
  );
}
