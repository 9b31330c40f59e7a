import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Framework } from '../src/model/catalogue.ts';
import { inParallel } from '../src/rehearse/in-parallel.ts';

/** A package that the newest version of a framework installs, for processors or for CUDA. */
export interface Pinned {
  readonly framework: string;
  readonly name: string;
  readonly version: string;
  readonly index: string | undefined;
  /** The newest Python that it is for; undefined for a package of npm. */
  readonly python: string | undefined;
}

/** Each package once. */
export function pinnedPackages(frameworks: readonly Framework[]): readonly Pinned[] {
  const all = frameworks.flatMap(({ name: framework, versions, cuda }) =>
    [versions[0], cuda?.versions[0]].flatMap((newest) =>
      (newest?.packages ?? []).map(({ name, version }) => ({
        ...{ framework, name, version, index: newest?.index ?? undefined },
        python: newest?.python.toSorted(byParts).at(-1),
      })),
    ),
  );
  const isFirst = (one: Pinned, at: number) =>
    all.findIndex(({ name, version }) => name === one.name && version === one.version) === at;
  return all.filter(isFirst);
}

function byParts(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

/** A line for each package that has a newer release, or whose index did not answer. */
export async function newerPackages(
  pinned: readonly Pinned[],
  newestOf: (one: Pinned) => Promise<string | undefined> = askIndex,
): Promise<readonly string[]> {
  const found = await inParallel(pinned, 8, async (one) => ({ one, newest: await newestOf(one) }));
  return found.flatMap(({ one: { framework, name, version }, newest }) => {
    const [plain = ''] = version.split('+');
    if (newest === undefined) return [`${framework}: ${name} ${version}: its index did not answer`];
    return newest === plain ? [] : [`${framework}: ${name} ${version}: ${newest} is out`];
  });
}

/** pip and npm know the indexes of this machine. */
async function askIndex({ name, index, python }: Pinned): Promise<string | undefined> {
  const run = promisify(execFile);
  const from = index && name === 'torch' ? ['--index-url', index] : [];
  const words = ['-m', 'pip', 'index', 'versions', '--only-binary', ':all:', '--python-version', `${python}`];
  try {
    if (python === undefined) return (await run('npm', ['view', name, 'version'])).stdout.trim();
    const { stdout } = await run('python3', [...words, ...from, name]);
    return /\(([^)+]+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}
