import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run-engine.ts';

/** The releases by the names that package sources use. */
export type Release = 'bookworm' | 'trixie';

const defaultMirror = 'http://deb.debian.org/debian';
const certificates = 'etc/ssl/certs/ca-certificates.crt';

/** The smallest Debian that can install packages from the package sources of this machine. */
export function makeDebianRoot(root: string, release: Release): void {
  const sources = sourcesOfThisMachine(release);
  const mirror = sources.find(({ suite }) => suite === release)?.address ?? defaultMirror;
  run('debootstrap', ['--variant=minbase', '--include=ca-certificates', release, root, mirror]);
  for (const unneeded of [
    'var/lib/apt/lists',
    'var/cache/apt',
    'usr/share/doc',
    'usr/share/man',
    'usr/share/locale',
  ])
    rmSync(join(root, unneeded), { recursive: true, force: true });
  for (const needed of ['var/lib/apt/lists/partial', 'var/cache/apt/archives/partial'])
    mkdirSync(join(root, needed), { recursive: true });
  const lines = sources.map(({ address, suite, component }) => `deb ${address} ${suite} ${component}\n`);
  writeFileSync(
    join(root, 'etc/apt/sources.list'),
    lines.join('') || `deb ${defaultMirror} ${release} main\n`,
  );
  writeFileSync(join(root, 'etc/apt/apt.conf.d/90stand-in'), aptOptions());
  writeFileSync(join(root, 'etc/dpkg/dpkg.cfg.d/90stand-in'), 'force-unsafe-io\n');
  if (existsSync(`/${certificates}`)) copyFileSync(`/${certificates}`, join(root, certificates));
}

interface Source {
  readonly address: string;
  readonly suite: string;
  readonly component: string;
}

/**
 * This machine's package sources, with the release that is wanted: a mirror has several. Empty without apt, or
 * on another system.
 */
function sourcesOfThisMachine(release: Release): Source[] {
  if (!existsSync('/usr/bin/apt-get')) return [];
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)';
  return run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'])
    .split('\n')
    .map((line) => line.split(' '))
    .map(([address = '', suite = '', component = '']) => ({ address, suite, component }))
    .filter(({ suite }) => /^(bookworm|trixie)(-|$)/.test(suite))
    .map((source) => ({ ...source, suite: source.suite.replace(/^[a-z]+/, release) }));
}

/** This machine's access to its mirror, and the settings that keep Debian images small. */
function aptOptions(): string {
  const ofThisMachine = existsSync('/usr/bin/apt-config')
    ? run('apt-config', ['dump', 'Acquire'])
        .split('\n')
        .filter((line) => /^Acquire::(Check-|https?::|Retries)/.test(line))
    : [];
  const small = ['Acquire::Languages "none";', 'Acquire::GzipIndexes "true";', 'Dir::Cache::pkgcache "";'];
  return [...ofThisMachine, ...small, ''].join('\n');
}
