import type { BaseImage } from '../model/catalogue.ts';
import { lastingBases } from '../model/lasting-bases.ts';
import { isBefore } from '../model/version-order.ts';
import { closestName } from '../problem/closest-name.ts';
import { listInWords } from '../problem/phrasing.ts';
import type { Ground } from './ground.ts';
import { parseImageName } from './image-name.ts';

export interface BaseAdvice {
  readonly fix: string;
  readonly because?: string;
}

type Known = Pick<Ground, 'catalogue' | 'today'>;

/** The base to write instead: what was meant where it can be scanned, else the nearest that lasts. */
export function adviseBase(written: string, known: Known): BaseAdvice {
  const { bases } = known.catalogue;
  const { name, release } = parseImageName(written);
  const language = languages.get(name);
  if (language) {
    const because = `a base is only the operating system, and the image brings its own ${language}`;
    return { fix: adviceFor(lastingIn('debian', known)[0], known), because };
  }
  const families = [...new Set(bases.map(({ id }) => familyOf(id)))];
  const family = relatives.get(name) ?? closestName(name, families) ?? name;
  const lasting = lastingIn(family, known);
  const meant = bases.find(({ id }) => isReleaseOf(id, family, release));
  if (meant?.scannable && meant.id !== written && meant.endOfLife >= known.today) {
    const [longer] = lasting;
    if (!longer || lasting.includes(meant)) return { fix: adviceFor(meant, known) };
    return { fix: `write \`${meant.id}\`, or \`${longer.id}\`, which is supported for longer` };
  }
  // The bases with the longest support come first, so the last one that is not older is the nearest.
  const nearest = lasting.filter(({ id }) => !isBefore(releaseOf(id), release)).at(-1);
  return { fix: adviceFor(release === '' ? lasting[0] : (nearest ?? lasting[0]), known) };
}

/** Images of a language are no operating systems. */
const languages: ReadonlyMap<string, string> = new Map([
  ['python', 'Python'],
  ['node', 'Node.js'],
]);

/** Systems with RPM packages, and short names of Amazon Linux. */
const relatives: ReadonlyMap<string, string> = new Map(
  ['al', 'almalinux', 'amzn', 'centos', 'fedora', 'oraclelinux', 'rhel', 'rockylinux', 'ubi'].map((name) => [
    name,
    'amazonlinux',
  ]),
);

function adviceFor(base: BaseImage | undefined, { catalogue, today }: Known): string {
  const lasting = lastingBases(catalogue, today);
  if (!base)
    return `choose one that ECR scans and that is supported for years: ${listInWords(lasting.map(({ id }) => `\`${id}\``))}`;
  const listed = lasting.find((entry) => entry.listed);
  if (base.listed || !listed) return `write \`${base.id}\``;
  return `write \`${base.id}\`, or \`${listed.id}\`, which AWS Marketplace lists`;
}

function lastingIn(family: string, { catalogue, today }: Known): readonly BaseImage[] {
  return lastingBases(catalogue, today).filter(({ id }) => familyOf(id) === family);
}

/** `debian:12.5` is a release of `debian:12`. */
function isReleaseOf(id: string, family: string, release: string): boolean {
  return familyOf(id) === family && `${release}.`.startsWith(`${releaseOf(id)}.`);
}

function familyOf(id: string): string {
  return id.split(':')[0] ?? '';
}

function releaseOf(id: string): string {
  return id.split(':')[1] ?? '';
}
