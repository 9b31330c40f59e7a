import { hash } from 'node:crypto';
import { globSync } from 'node:fs';
import { sep } from 'node:path';
import type { Plugin } from 'rolldown';
import { printSchema, printTemplates } from '../../src/compile.ts';
import { packageRoot, packageText, packageTexts } from '../../src/shell/package-files.ts';
import { imports, texts } from '../../src/shell/shipped/listing.ts';

/** What takes the place of the modules in `src/shell/shipped/`, which compile the same at every start of a clone. */
const modules: Readonly<Record<string, () => string>> = {
  'templates.ts': () => `export const templates = ${printTemplates(packageTexts('templates'))};`,
  'listing.ts': () => `import { oncePer } from '../../text/once.ts';
import { packageFile } from '../package-files.ts';
export const listing = oncePer((path) => packageFile('dist/listing/' + path));
export const imports = new Map(${JSON.stringify([...imports])});`,
  'build.ts': () => `export const build = '${fingerprintOfSources()}';`,
  'schema.ts': () => `export { default as hasShape } from '${program}';`,
};

/** The program of the schema is CommonJS. */
const program = 'schema-program.cjs';

function fingerprintOfSources(): string {
  const sources = globSync(['{src,listing,templates,schema,scripts}/**/*.*', 'package*.json'], {
    cwd: packageRoot(),
  });
  const texts = sources.sort().map((path) => `${path}\n${packageText(path)}`);
  return hash('sha256', texts.join('\n'));
}

/** Compiles templates and the schema when the package is built. */
export const shippedModules: Plugin = {
  name: 'shipped-modules',
  resolveId: (id) => (id === program ? id : null),
  load(id) {
    if (id === program) return printSchema(JSON.parse(packageText('schema/marketplace.schema.json')));
    const [, name = ''] = id.split(sep).join('/').split('/src/shell/shipped/');
    return modules[name]?.() ?? null;
  },
  generateBundle() {
    for (const [path, source] of texts) this.emitFile({ type: 'asset', fileName: `listing/${path}`, source });
  },
};
