import type { BaseImage } from '../model/catalogue.ts';

/** The names of systems that call themselves otherwise than the catalogue does. */
const families: Readonly<Record<string, string>> = { amzn: 'amazonlinux', ol: 'oraclelinux' };

/** What the `os-release` of an image says of its system. */
export interface ImageSystem {
  /** For people: `Debian GNU/Linux 12 (bookworm)`. */
  readonly name: string;
  /** Its entry in the catalogue; undefined where it has none. */
  readonly known: BaseImage | undefined;
}

export function imageSystem(osRelease: string, systems: readonly BaseImage[]): ImageSystem {
  const value = (key: string) => new RegExp(`^${key}=["']?(.*?)["']?\\s*$`, 'm').exec(osRelease)?.[1] ?? '';
  const id = value('ID');
  const release = value('VERSION_ID');
  const family = families[id] ?? id;
  const known = systems.find((system) => isReleaseOf(`${family}:${release}`, system.id));
  return { name: value('PRETTY_NAME') || `${id} ${release}`.trim() || 'a system without a name', known };
}

/** `alpine:3.22.1` is a release of `alpine:3.22`. */
function isReleaseOf(found: string, id: string): boolean {
  return found === id || found.startsWith(`${id}.`);
}
