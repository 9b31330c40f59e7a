import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { changed } from '../support/changed-listing.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { onFailingDisk } from '../support/failing-disk.ts';
import { edit, run, snapshot, visible, writeManifest } from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const missing = whyNoDevice();

/** Moments after a run at which ext4 has written names, and perhaps not yet what is in the files. */
const secondsAfter = [0, 0.5, 1, 2, 4, 8];

test.skipIf(missing !== undefined)(
  `a power cut during a run, or after it, leaves every file that the seller edited whole${missing ?? ''}`,
  async () => {
    const disk = mountDisk();
    try {
      const folder = join(disk.place, 'listing');
      mkdirSync(folder);
      startListing(folder);
      spawnSync('sync', ['-f', folder]);
      const old = visible(snapshot(folder));
      const cuts: string[] = [];
      const cut = () => void cuts.push(disk.copy(cuts.length));
      // The run is repeated from a copy of its start, and cut at another change each time.
      const isOver = () => run(folder).status === 'unchanged';
      writeManifest(folder, changed);
      spawnSync('sync', ['-f', folder]);
      cutAtEachChange(folder, cut);
      for (const [index, seconds] of secondsAfter.entries()) {
        await setTimeout(1000 * (seconds - (secondsAfter[index - 1] ?? 0)));
        cut();
      }
      expect(isOver()).toBe(true);
      const wanted = visible(snapshot(folder));
      expect(cuts.length).toBeGreaterThan(30);
      for (const image of cuts) disk.look(image, (copy) => expectWhole(join(copy, 'listing'), old, wanted));
    } finally {
      disk.remove();
    }
  },
);

type Files = Readonly<Record<string, string>>;

/** Files with lines of the seller’s, in all the ways in which a run treats them. */
const edited = ['Dockerfile', 'README.md', 'scripts/build.sh', 'src/inference.ts'];

function startListing(folder: string): void {
  writeManifest(folder, modelPackage());
  expect(run(folder).status).toBe('written');
  edit(folder, 'Dockerfile', /^COPY /m, 'ENV MINE=1\nCOPY ');
  // The same lines are changed by the next run: both texts stand between marks.
  edit(folder, 'README.md', /^# .*$/m, '# Mine');
  edit(folder, 'scripts/build.sh', /^set -/m, '# Mine\nset -');
  writeFileSync(join(folder, 'src/inference.ts'), '// mine\n');
}

/** One run, which is looked at before each of its changes of the disk. */
function cutAtEachChange(folder: string, cut: () => void): void {
  const work = () => void run(folder);
  let changes = 0;
  const next = (): void => {
    changes += 1;
    cut();
  };
  onFailingDisk('watched', 1, work, next);
  expect(changes).toBeGreaterThan(20);
}

/** The seller’s lines are all there, and the next run completes the listing. */
function expectWhole(folder: string, old: Files, wanted: Files): void {
  const files = visible(snapshot(folder));
  for (const path of edited) {
    const isAside = files[path] === undefined && existsSync(join(folder, '.sagemaker-mkt/work'));
    if (!isAside) expect([old[path], wanted[path]], path).toContain(files[path]);
  }
  run(folder);
  for (const path of edited) {
    const text = readFileSync(join(folder, path), 'utf8');
    expect(text.toLowerCase(), path).toContain('mine');
  }
}

interface Disk {
  readonly place: string;
  /** The disk as it would be found after a power cut now. */
  readonly copy: (number: number) => string;
  readonly look: (image: string, look: (place: string) => void) => void;
  readonly remove: () => void;
}

/** A small disk of its own: a file with ext4 in it, whose names are written every second. */
function mountDisk(): Disk {
  const folder = temporaryFolder();
  const image = join(folder, 'disk');
  const place = join(folder, 'mounted');
  const copyPlace = join(folder, 'cut');
  for (const name of [place, copyPlace]) mkdirSync(name);
  must('truncate', '-s', '24M', image);
  must('mkfs.ext4', '-q', '-F', image);
  must('mount', '-o', 'loop,commit=1', image, place);
  return {
    place,
    copy: (number) => {
      const copied = join(folder, `cut-${number}`);
      copyFileSync(image, copied);
      return copied;
    },
    look: (copied, look) => {
      must('mount', '-o', 'loop', copied, copyPlace);
      try {
        look(copyPlace);
      } finally {
        must('umount', copyPlace);
        rmSync(copied);
      }
    },
    remove: () => {
      spawnSync('umount', [place]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function must(program: string, ...words: readonly string[]): void {
  const { status, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}`);
}

function whyNoDevice(): string | undefined {
  if (!isEveryCase) return inCiAlone;
  if (process.getuid?.() !== 0) return ' (needs root)';
  return spawnSync('losetup', ['--find']).status === 0 ? undefined : ' (needs loop devices)';
}
