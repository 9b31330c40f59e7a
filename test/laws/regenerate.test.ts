import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memberReader } from '../../src/merge/members/merge-member-texts.ts';
import type { FileTree } from '../../src/model/file-tree.ts';
import { listingPaths } from '../../src/shell/tree/listing-paths.ts';
import type { Journal } from '../../src/shell/tree/parse-journal.ts';
import { runTree, type TreeOutcome } from '../../src/shell/tree/run-tree.ts';
import { tries } from '../support/every-case.ts';
import { onFailingDisk } from '../support/failing-disk.ts';
import { snapshot, visible } from '../support/listing-folder.ts';
import { type Planted, plant, planted } from './planted-state.ts';
import { type Act, act, perform, rendering } from './seller-at-work.ts';

/** The number of random listing histories. */
const lives = tries(200, 3000);

/** One step in the history of a listing. */
type Step =
  | { readonly kind: 'act'; readonly act: Act }
  /** The manifest or the generator changes: from now on, something else is rendered. */
  | { readonly kind: 'news'; readonly tree: FileTree }
  | { readonly kind: 'keep'; readonly path: string }
  /** Whether the next runs may change files that no run made. */
  | { readonly kind: 'adopt'; readonly adopts: boolean }
  | { readonly kind: 'run' }
  | { readonly kind: 'look' }
  | { readonly kind: 'killed'; readonly atChange: number }
  | { readonly kind: 'full'; readonly atChange: number }
  /** An action or another run happens just before our run changes the disk for the n-th time. */
  | { readonly kind: 'raced'; readonly atChange: number; readonly act: Act }
  | { readonly kind: 'overtaken'; readonly tree: FileTree }
  /** Somebody puts something into our own folders that leads to the outside. */
  | { readonly kind: 'planted'; readonly planted: Planted };

/** Without cleanups while a run is active: the run would end with the system's own error. */
const gentleAct = act.filter((done) => done.kind !== 'damage' || done.how !== 'clean');
const atChange = fc.integer({ min: 1, max: 30 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: act.map((done): Step => ({ kind: 'act', act: done })) },
  { weight: 4, arbitrary: rendering.map((tree): Step => ({ kind: 'news', tree })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('Dockerfile', 'runtime', '').map((path): Step => ({ kind: 'keep', path })),
  },
  { weight: 1, arbitrary: fc.boolean().map((adopts): Step => ({ kind: 'adopt', adopts })) },
  { weight: 4, arbitrary: fc.constant<Step>({ kind: 'run' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'look' }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('killed' as const, 'full' as const), atChange }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('raced' as const), atChange, act: gentleAct }) },
  { weight: 1, arbitrary: rendering.map((tree): Step => ({ kind: 'overtaken', tree })) },
  { weight: 1, arbitrary: planted.map((found): Step => ({ kind: 'planted', planted: found })) },
);

/** The first run, which may already be in trouble. */
const start: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'run' }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('killed' as const, 'full' as const), atChange }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('raced' as const), atChange, act: gentleAct }),
  },
);

test('whatever happens to a listing, no written line is lost, and the generated files are complete in the end', {
  timeout: 1_200_000,
}, () => {
  const found = fc.array(act, { maxLength: 4 });
  const life = fc.tuple(
    rendering,
    fc.array(step, { minLength: 1, maxLength: 10 }),
    start,
    found,
    fc.boolean(),
  );
  fc.assert(
    fc.property(life, ([first, steps, begun, handMade, adopts]) => {
      const folder = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-law-'));
      try {
        const listing: Listing = { folder, files: first, keep: [], adopts };
        for (const done of handMade) perform(folder, done);
        take(listing, begun);
        liveThrough(listing, steps);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: lives },
  );
});

function liveThrough(listing: Listing, steps: readonly Step[]): void {
  for (const next of steps) take(listing, next);
  runAndCheck(listing);
  arriveInTheEnd(listing);
}

interface Listing {
  readonly folder: string;
  files: FileTree;
  keep: string[];
  adopts: boolean;
}

function take(listing: Listing, next: Step): void {
  if (next.kind === 'act') perform(listing.folder, next.act);
  else if (next.kind === 'news') listing.files = next.tree;
  else if (next.kind === 'adopt') listing.adopts = next.adopts;
  else if (next.kind === 'keep') listing.keep = next.path === '' ? [] : [next.path];
  else if (next.kind === 'run') runAndCheck(listing);
  else if (next.kind === 'look') look(listing);
  else if (next.kind === 'planted') runOnPlanted(listing, next.planted);
  else runInTrouble(listing, next);
}

/** A dry run changes nothing. */
function look(listing: Listing): void {
  const seen = snapshot(listing.folder);
  run(listing, { dryRun: true });
  expect(snapshot(listing.folder)).toEqual(seen);
}

/** A run on a state that is not ours changes nothing, neither here nor outside. */
function runOnPlanted(listing: Listing, found: Planted): void {
  const outside = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-outside-'));
  writeFileSync(join(outside, 'file'), 'theirs\n');
  const takeAway = plant(listing.folder, outside, found);
  if (takeAway) {
    const seen = snapshot(listing.folder);
    expect(run(listing).status).toBe('refused');
    expect(snapshot(listing.folder)).toEqual(seen);
    takeAway();
  }
  expect(snapshot(outside)).toEqual({ file: expect.stringContaining('theirs\n') });
  rmSync(outside, { recursive: true });
}

type Trouble = Extract<Step, { readonly kind: 'killed' | 'full' | 'raced' | 'overtaken' }>;

/** In whatever way a run ends, it keeps every line that existed before it or was added while it ran. */
function runInTrouble(listing: Listing, trouble: Trouble): void {
  const { folder } = listing;
  const seen = visible(snapshot(folder));
  let written = linesWritten(folder);
  if (trouble.kind === 'killed') onFailingDisk('killed', trouble.atChange, () => run(listing));
  if (trouble.kind === 'full' && !hasSpace(listing, trouble.atChange))
    expect(visible(snapshot(folder))).toEqual(seen);
  if (trouble.kind === 'overtaken')
    onFailingDisk(
      'disturbed',
      1,
      () => run(listing),
      () => run({ ...listing, files: trouble.tree }),
    );
  if (trouble.kind === 'raced')
    onFailingDisk(
      'disturbed',
      trouble.atChange,
      () => run(listing),
      () => {
        const inPlace = linesInPlace(folder);
        perform(folder, trouble.act);
        const left = linesInPlace(folder);
        // A line that the seller removed is gone, even if the run still has an older copy.
        const taken = [...inPlace].filter((line) => !left.has(line));
        written = new Set([...linesWritten(folder)].filter((line) => !taken.includes(line)));
      },
    );
  expectKept(folder, written);
}

function run(
  { folder, files, keep, adopts }: Listing,
  options: { dryRun?: boolean; restore?: string[] } = {},
): TreeOutcome {
  const { dryRun = false, restore = [] } = options;
  return runTree(
    listingPaths(folder),
    { files, keep, unused: [] },
    { cwd: folder, dryRun, restore, generator: '1.0.0', adopts },
  );
}

/** Whether a run on a disk that becomes full finished. A run that did not finish has changed nothing. */
function hasSpace(listing: Listing, atChange: number): boolean {
  const isBegun = ['journal.json', 'lock.json'].some((name) =>
    existsSync(join(listing.folder, '.sagemaker-mkt/work', name)),
  );
  let ended = true;
  onFailingDisk('full', atChange, () => {
    try {
      run(listing);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('ENOSPC')) throw error;
      ended = isBegun;
    }
  });
  return ended;
}

/**
 * A run keeps every line. A refused run changes nothing. After a successful run, a second one has nothing to
 * do.
 */
function runAndCheck(listing: Listing): void {
  const { folder } = listing;
  const [before, seen] = [linesWritten(folder), visible(snapshot(folder))];
  const isWhole = !existsSync(join(folder, '.sagemaker-mkt/work'));
  const { status, problems } = run(listing);
  expectKept(folder, before);
  const handler = seen['src/inference.ts'];
  if (isWhole && handler?.includes('mine-'))
    expect(visible(snapshot(folder))['src/inference.ts']).toBe(handler);
  if (isWhole) expect(readOnly(visible(snapshot(folder)))).toMatchObject(readOnly(seen));
  if (status === 'refused') {
    if (isWhole) expect(visible(snapshot(folder))).toEqual(seen);
    return;
  }
  expect(existsSync(join(folder, '.sagemaker-mkt/work'))).toBe(false);
  if (isWhole) expectMembersInPlace(folder, seen);
  const after = snapshot(folder);
  const again = run(listing);
  expect(again.status).toBe('unchanged');
  expect(snapshot(folder)).toEqual(after);
  const left = problems.filter(({ code }) => ['both-changed', 'marks-left', 'not-members'].includes(code));
  expect(again.problems.map(({ code }) => code)).toEqual(
    left.map(({ code }) => (code === 'both-changed' ? 'marks-left' : code)),
  );
}

/** JSON and YAML that could be read can still be read, and has every member and comment of the seller's in its place. */
function expectMembersInPlace(folder: string, seen: Readonly<Record<string, string>>): void {
  const files = visible(snapshot(folder));
  for (const [path, file] of Object.entries(seen)) {
    const read = memberReader(path);
    const text = file.slice(file.indexOf(' ') + 1).replaceAll('\r\n', '\n');
    if (!read?.(text)) continue;
    const now = files[path]?.replace(/^\d+ /, '').replaceAll('\r\n', '\n') ?? '';
    const mine = text.match(/mine(?:-\d+)?/g) ?? [];
    expect(now.match(/mine(?:-\d+)?/g) ?? []).toEqual(expect.arrayContaining(mine));
    if (path in files) expect(read(now)).toBeDefined();
  }
}

/** Sellers can always get the generated files, and their own lines still exist somewhere. */
function arriveInTheEnd(listing: Listing): void {
  const { folder, files } = listing;
  const before = linesWritten(folder);
  for (const path of files.keys()) perform(folder, { kind: 'protect', path });
  const writable = { ...listing, keep: [] };
  for (const path of files.keys())
    if (existsSync(join(folder, path)) && (statSync(join(folder, path)).mode & 0o200) === 0)
      perform(folder, { kind: 'protect', path });
  expect(
    run(writable, { restore: [...files.keys()] }).problems.filter(({ severity }) => severity !== 'warning'),
  ).toEqual([]);
  for (const [path, { content }] of files)
    expect(readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n')).toBe(
      new TextDecoder().decode(content),
    );
  expectKept(folder, before);
}

function expectKept(folder: string, before: ReadonlySet<string>): void {
  const now = linesWritten(folder);
  expect([...before].filter((line) => !now.has(line))).toEqual([]);
}

/**
 * The lines that somebody wrote: in the seller's files, in files that were kept apart, and in files that a
 * killed run has set aside. If such a file is in its place again, the one that was set aside is only a copy.
 */
function linesWritten(folder: string): ReadonlySet<string> {
  const files = snapshot(folder);
  const aside = asideWithoutPlace(files).flatMap((path) => linesIn(files[path]));
  return new Set([...linesInPlace(folder), ...aside]);
}

function linesInPlace(folder: string): ReadonlySet<string> {
  const files = Object.entries(snapshot(folder));
  const own = files.filter(([path]) => !/^\.sagemaker-mkt\/(base|work)\//.test(path));
  return new Set(own.flatMap(([, text]) => linesIn(text)));
}

function linesIn(text: string | undefined): readonly string[] {
  return text?.match(/mine-\d+/g) ?? [];
}

/** The files that a killed run has set aside and that have no file in their place yet. */
function asideWithoutPlace(files: Readonly<Record<string, string>>): string[] {
  const text = files['.sagemaker-mkt/work/journal.json'];
  if (text === undefined) return [];
  const { run, moves, deletes } = JSON.parse(text.slice(text.indexOf('{'))) as Journal;
  const paths = [...moves.map(({ to }) => to), ...deletes.map(({ path }) => path)];
  return paths.flatMap((path, index) => {
    const aside = `.sagemaker-mkt/work/${run}/aside/${index}`;
    return !(path in files) && aside in files ? [aside] : [];
  });
}

function readOnly(files: Readonly<Record<string, string>>): Record<string, string> {
  const protectedFiles = Object.entries(files).filter(
    ([, file]) => (Number.parseInt(file, 10) & 0o222) === 0,
  );
  return Object.fromEntries(protectedFiles);
}
