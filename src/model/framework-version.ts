import type { Framework, FrameworkVersion } from './catalogue.ts';
import { isBefore } from './version-order.ts';

/** `1.5`, `1.5.2`, `2.0rc1`, `2.13.0+cpu`. */
export function isVersion(text: string): boolean {
  return /^\d+(\.\d+)*((a|b|rc|\.?post|\.?dev)\d+)*(\+[a-z0-9.]+)?$/i.test(text);
}

/** The version of the catalogue that is written so: `1.9`, or `1.9.1`, which it installs. */
export function triedVersion({ versions }: Framework, written: string): FrameworkVersion | undefined {
  return versions.find((entry) => entry.version === written || installs(entry) === written);
}

function installs({ packages }: FrameworkVersion): string | undefined {
  return packages[0]?.version.replace(/\+.*/, '');
}

/** The version of the catalogue that differs least. */
export function nearestVersion({ versions }: Framework, written: string): FrameworkVersion | undefined {
  return versions.toSorted(
    (one, other) => distance(one.version, written) - distance(other.version, written),
  )[0];
}

/** In the first two numbers. */
function distance(one: string, other: string): number {
  const [major = 0, minor = 0] = numbersOf(one);
  const [otherMajor = 0, otherMinor = 0] = numbersOf(other);
  return Math.abs(major - otherMajor) * 1000 + Math.abs(minor - otherMinor);
}

function numbersOf(version: string): readonly number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}

/** A listing's own server is written for these. */
const ours = new Set(['gunicorn']);

/**
 * Like the nearest version that was tried, but with this version of the framework's own packages. The installer chooses
 * the versions of others, except of builds for CUDA: their newest ones may need a driver that no machine has.
 */
export function untriedVersion(framework: Framework, written: string): FrameworkVersion {
  const nearest = nearestVersion(framework, written);
  if (!nearest) return { version: written, packages: [], python: [] };
  const packages = nearest.packages.map(({ name, version }) => {
    if (version === nearest.version || version.startsWith(`${nearest.version}.`)) {
      const suffix = /\+.*/.exec(version)?.[0] ?? '';
      return { name: nameBefore(framework, name, written), version: exactOrAny(written, suffix) };
    }
    const isKept = framework.family === 'node' || ours.has(name) || /\+cu\d+$/.test(version);
    return { name, version: isKept ? version : '' };
  });
  return { ...nearest, version: written, packages };
}

/** `1.5` stands for each 1.5. */
function exactOrAny(written: string, suffix: string): string {
  if (/^\d+(\.\d+)?$/.test(written)) return `${written}.*`;
  return written.includes('+') ? written : `${written}${suffix}`;
}

function nameBefore({ renamed }: Framework, name: string, written: string): string {
  if (renamed?.name !== name) return name;
  return isBefore(numbersOf(written).join('.'), renamed.since) ? renamed.before : name;
}
