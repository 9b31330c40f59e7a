// `npm run build`: bundles the command and the generators into `dist/`, with all that they use but Yeoman.
import { globSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { licenses } from './build/licenses.ts';
import { quickBuiltins } from './build/quick-builtins.ts';
import { shippedModules } from './build/shipped-modules.ts';
import { smallLibraries } from './build/small-libraries.ts';
import { withoutShims } from './build/without-shims.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const generators = globSync('generators/*/index.ts', { cwd: root });

/** The files of `dist/`. Each has what it says with all that this imports, but for what is in a file above it. */
const files = {
  // All that `--version` and `--help` load.
  start: /\/src\/cli\/run-command-line\.ts$/,
  aws: /\/node_modules\/(@aws|@aws-sdk|@smithy)\//,
  libraries: /\/node_modules\/(yaml|handlebars|ajv)\//,
  engine: /\/node_modules\/execa\//,
  shipped: /\/src\/shell\/shipped\/|schema-program\.cjs$/,
  listings: /\/src\/(cli\/run-(check|validate)|shell\/run-generate)\.ts$/,
  models: /\/src\/shell\/from-model\//,
  yeoman: /\/generators\/app\/command-generator\.ts$/,
  publishing: /\/src\/shell\/publish\//,
  rehearsals: /\/src\/shell\/rehearse\//,
};

rmSync(`${root}dist`, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: {
    main: 'src/cli/main.ts',
    'fleet-thread': 'src/shell/fleet/fleet-thread.ts',
    ...Object.fromEntries(generators.map((path) => [path.replace(/\.ts$/, ''), path])),
  },
  external: ['yeoman-generator'],
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  // As modules of ECMAScript, where a package has them: what is not used is left out.
  resolve: { mainFields: ['module', 'main'] },
  // A package that is not there would be asked for where the bundle runs.
  onLog: (level, { message }) => {
    if (level === 'warn') throw new Error(message);
  },
  plugins: [shippedModules, licenses, quickBuiltins, smallLibraries, withoutShims],
});
await bundle.write({
  dir: `${root}dist`,
  chunkFileNames: '[name].js',
  comments: false,
  codeSplitting: {
    groups: Object.entries(files).map(([name, test], index) => ({ name, test, priority: 10 - index })),
  },
});
