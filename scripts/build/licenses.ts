import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** Writes the licenses of the packages that are in the bundle beside it: they ask for that. */
export const licenses: Plugin = {
  name: 'licenses',
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((part) =>
      part.type === 'chunk' ? Object.keys(part.modules) : [],
    );
    const folders = new Set(modules.flatMap((id) => packageFolder(id) ?? []));
    const packagesByText = new Map<string, string[]>();
    for (const folder of [...folders].sort()) {
      const [file] = globSync('LICEN[CS]E*', { cwd: folder });
      const { name, version, license } = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      ) as Package;
      const text =
        file === undefined ? `License: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
      packagesByText.set(text, [...(packagesByText.get(text) ?? []), `${name} ${version} (${license})`]);
    }
    const parts = [...packagesByText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
    const source = `These packages are part of the files in this folder.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
    this.emitFile({ type: 'asset', fileName: 'licenses.txt', source });
  },
};

/** The folder of the package that a file belongs to; undefined for our own. */
function packageFolder(id: string): string | undefined {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'))?.[1];
}
