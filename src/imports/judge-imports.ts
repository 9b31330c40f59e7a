import { closedPlaceOf } from '../model/closed-places.ts';
import type { CodeImport, OutsideImport, ScannedCode } from './image-code.ts';
import { packageFor } from './python-packages.ts';

/** Whether the image has a package; `unknown` where nobody can say. */
export type Answer = 'there' | 'missing' | 'unknown';

/** What the image installs. */
export interface Installed {
  readonly python: (module: string) => Answer;
  readonly npm: (name: string) => Answer;
  /** How the words name the sources of packages. */
  readonly words: InstalledWords;
}

export interface InstalledWords {
  readonly hasNpm: boolean;
  readonly hasLock: boolean;
  readonly devDependencies: readonly string[];
}

/** An import that fails in the image. */
export interface ImportFault {
  readonly code: 'import-not-installed' | 'import-not-in-image';
  readonly at: CodeImport;
  readonly what: string;
  readonly fix: string;
}

/** Each missing package once, at its first import that the code cannot do without. */
export function packageFaults({ packages }: ScannedCode, installed: Installed): readonly ImportFault[] {
  return firstOfEach(packages, ({ name, language }) => `${language} ${name}`)
    .filter(({ name, language }) =>
      language === 'python' ? installed.python(name) === 'missing' : installed.npm(name) === 'missing',
    )
    .map((at) => ({
      code: 'import-not-installed',
      at,
      ...(at.language === 'python'
        ? pythonWords(at.name, installed.words)
        : npmWords(at.name, installed.words)),
    }));
}

function pythonWords(module: string, { hasLock }: InstalledWords) {
  const known = packageFor(module);
  const name = known ?? `the package that has ${module}, which is often called so too,`;
  const lock = hasLock ? ', and run  scripts/lock.sh  again' : '';
  return {
    what: `\`${module}\` is imported, and requirements.txt brings no package that has it`,
    fix: `add ${known ? ` ${name} ` : name} to requirements.txt${lock}`,
  };
}

function npmWords(name: string, { hasNpm, devDependencies }: InstalledWords) {
  if (!hasNpm)
    return {
      what: `\`${name}\` is imported, and an image of this framework has no npm packages`,
      fix: 'do it without this package, or in Python',
    };
  if (devDependencies.includes(name))
    return {
      what: `\`${name}\` is imported, and it is one of the devDependencies, which are not installed in the image`,
      fix: `run  npm install --save-prod ${name}`,
    };
  return {
    what: `\`${name}\` is imported, and it is not among the dependencies in package.json`,
    fix: `run  npm install ${name}`,
  };
}

/** Each file or folder once. */
export function placeFaults({ outside }: ScannedCode, include: readonly string[]): readonly ImportFault[] {
  return firstOfEach(outside, ({ path }) => path).map((at) => ({
    code: 'import-not-in-image',
    at,
    what: `\`${at.module}\` is ${whereItIs(at)}`,
    fix: placeFix(at, include),
  }));
}

function whereItIs({ path, isInImage }: OutsideImport): string {
  if (isInImage) return `${path}, and Python does not look for modules there`;
  return `${path.startsWith('../') ? `${path}, outside the listing` : path}, which is not in the image`;
}

/** What lies beside the code is included by its name. Python looks for modules there, and not in the folders below. */
function placeFix({ path, home, language, isInImage }: OutsideImport, include: readonly string[]): string {
  const move = home === '' ? undefined : `move it into ${home}/`;
  if (path.startsWith('../')) return move ?? 'copy it into the listing';
  const [name = '', ...below] = path.replace(/\/$/, '').split('/');
  const steps = home === name ? below : [name, ...below];
  const whole = `import it by its whole name, ${steps.join('.').replace(/\.py$/, '')}`;
  if (isInImage) return whole;
  if (closedPlaceOf(name)) return move ?? 'move it into a folder of its own';
  const names = [...include.filter((other) => !other.startsWith(`${name}/`)), name];
  const isBelow = language === 'python' && below.length > 0;
  const parts = [`say  include: [${names.join(', ')}]  in the manifest`, ...(isBelow ? [whole] : [])];
  const fix = `${parts.join(', ')}, and generate again`;
  return move === undefined ? fix : `${fix}; or ${move}`;
}

function firstOfEach<Item extends CodeImport>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly Item[] {
  const first = new Map<string, Item>();
  for (const item of items) if (!item.isOptional && !first.has(keyOf(item))) first.set(keyOf(item), item);
  return [...first.values()];
}
