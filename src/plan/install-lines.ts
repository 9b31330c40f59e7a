import type { PackageManager } from '../model/catalogue.ts';
import type { ResolvedBase } from '../model/resolved-listing.ts';

/** The lines of one RUN that install `base.packages` with the base's package manager, from sources that still exist. */
export function installLines({ made }: ResolvedBase): readonly string[] {
  if (made.from !== 'system' || made.packages.length === 0) return [];
  const { system, packages } = made;
  const lines = [...system.packageSources, ...installers[system.packageManager](packages.join(' '))];
  return lines.map((line, index) => (index === lines.length - 1 ? line : `${line}; \\`));
}

/** Package names need no quoting: the rule `base-package-name` checks them. */
const installers: Readonly<Record<PackageManager, (packages: string) => readonly string[]>> = {
  apt: (packages) => [
    'apt-get update',
    `apt-get install -y --no-install-recommends ${packages}`,
    'rm -rf /var/lib/apt/lists/*',
  ],
  yum: (packages) => [`yum install -y ${packages}`, 'yum clean all'],
  dnf: (packages) => [`dnf install -y --setopt=install_weak_deps=False ${packages}`, 'dnf clean all'],
  apk: (packages) => [`apk add --no-cache ${packages}`],
};
