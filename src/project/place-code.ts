import { closedPlaceOf } from '../model/closed-places.ts';
import { mayBeSecret } from '../model/secret-paths.ts';
import type { Program } from './project-code.ts';
import { folderOf, isBelow, nameOf, type ProjectFolder, under } from './project-folder.ts';

/** A file of the project, and where the listing has it. */
export interface CodeCopy {
  readonly from: string;
  readonly to: string;
}

export interface PlacedCode {
  readonly copies: readonly CodeCopy[];
  /** The script in the listing. */
  readonly entry: string;
  /** What the manifest includes. */
  readonly include: readonly string[];
  readonly assumed: readonly string[];
  readonly missing: readonly string[];
}

/** How the code is used: a script goes into the image with its folder, and a program of the seller by `include`. */
export type Use = 'script' | 'included';

/** Larger files beside a script are data, which no image needs. */
const largestFile = 64 << 20;

export interface CodeToPlace {
  readonly program: Program;
  readonly use: Use;
  readonly folder: ProjectFolder;
  /** Files that the listing has elsewhere: those of the model. */
  readonly elsewhere: ReadonlySet<string>;
  /** Where the project is the listing, everything that can stay does. */
  readonly isInPlace: boolean;
}

/** The files of the listing that its code needs, under the names by which it imports them. */
export function placeCode({ program, use, folder, elsewhere, isInPlace }: CodeToPlace): PlacedCode {
  const home = folderOf(program.entry);
  const isOwnRoot = program.root === home && use === 'script';
  const root = isInPlace ? '' : isOwnRoot ? folderOf(home) : program.root;
  const inside = (path: string) => path.slice(root === '' ? 0 : root.length + 1);
  const entry = openPlace(inside(program.entry), use);
  const isScript = use === 'script' && home !== '';
  const ofHome = isScript ? filesOf(home, folder, elsewhere) : { paths: [], large: [] };
  const reached = program.files.map(({ path }) => path).filter((path) => !ofHome.paths.includes(path));
  const data = namedFiles(program, folder).filter(
    (path) => !elsewhere.has(path) && !isBelow(path, isScript ? home : '\0'),
  );
  const others = [...new Set([...reached, ...data])].filter((path) => isBelow(path, root));
  const placed = others.map((path) => ({ from: path, to: openPlace(inside(path), use) }));
  const atTop = placed.filter(
    ({ to }) => use === 'script' && home === '' && !to.includes('/') && to.endsWith('.py'),
  );
  const included = placed.filter((one) => !atTop.includes(one) && one.to !== entry);
  const closed = included.filter(({ to }) => closedPlaceOf(to));
  const include = [
    ...new Set(
      included
        .filter((one) => !closed.includes(one))
        .map(({ to }) => shortest(to, isScript ? folderOf(entry) : '')),
    ),
  ];
  const whole = [
    ...ofHome.paths.map((path) => ({ from: path, to: openPlace(inside(path), use) })),
    ...placed,
  ].filter((one) => !closed.includes(one));
  return {
    entry,
    include: use === 'script' ? include : withEntry(include, entry),
    copies: isInPlace ? whole.filter(({ from, to }) => from !== to) : whole,
    assumed: ofHome.large.map((path) => `the code does not read ${path}, which is larger than 64 MB`),
    missing: closed
      .slice(0, 3)
      .map(
        ({ from }) =>
          `move ${from} into a folder of its own, because the generator has its own use for ${from.split('/')[0]}/`,
      ),
  };
}

function withEntry(include: readonly string[], entry: string): readonly string[] {
  const top = shortest(entry, '');
  return closedPlaceOf(top) || include.some((one) => isBelow(entry, one) || one === entry)
    ? include
    : [...include, top];
}

/** A folder that the generator writes into is called `code`; `src` and `python` may have scripts. */
function openPlace(path: string, use: Use): string {
  const [first = '', ...rest] = path.split('/');
  if (rest.length === 0 || use === 'included' || /^(?:src|python)$/i.test(first)) return path;
  return closedPlaceOf(path) ? under('code', rest.join('/')) : path;
}

/** `churnlib` of `churnlib/rules/a.py`; beside a script, what it has of its own. */
function shortest(path: string, home: string): string {
  const steps = path.split('/');
  const ofHome = home === '' ? [] : home.split('/');
  const common = steps.findIndex((step, at) => step !== ofHome[at]);
  return steps.slice(0, Math.max(1, common + 1)).join('/');
}

function filesOf(home: string, folder: ProjectFolder, elsewhere: ReadonlySet<string>) {
  const all = [...folder.sizes].filter(
    ([path]) => isBelow(path, home) && !elsewhere.has(path) && !mayBeSecret(path) && !isNoCode(nameOf(path)),
  );
  const isLarge = ([, size]: readonly [string, number]) => size > largestFile;
  return {
    paths: all.filter((one) => !isLarge(one)).map(([path]) => path),
    large: all.filter(isLarge).map(([path]) => path),
  };
}

function isNoCode(name: string): boolean {
  return /\.(?:ipynb|pyc|tar\.gz|zip)$|^(?:dockerfile.*|requirements[\w.-]*\.txt|\..*)$/i.test(name);
}

/** Files of the project that the code names by their paths, or beside itself. */
function namedFiles({ files }: Program, { sizes }: ProjectFolder): readonly string[] {
  return files.flatMap(({ path, statements }) =>
    statements.flatMap(({ strings }) =>
      strings.flatMap((text) => {
        const plain = text.replace(/^\.\//, '');
        if (plain.length > 200 || !/\.\w{1,8}$/.test(plain)) return [];
        return [under(folderOf(path), plain), plain].filter(
          (one) => (sizes.get(one) ?? Infinity) <= largestFile && !mayBeSecret(one) && !isNoCode(nameOf(one)),
        );
      }),
    ),
  );
}
