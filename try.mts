import { globSync, rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

rmSync('/tmp/prog/b', { recursive: true, force: true });
const gens = Object.fromEntries(globSync('generators/*/index.ts').map((f) => [f.replace('.ts', ''), f]));
const b = await rolldown({
  input: { main: 'src/cli/main.ts', 'writing-thread': 'src/shell/tree/writing-thread.ts', ...gens },
  platform: 'node',
  external: ['yeoman-generator'],
  resolve: { mainFields: ['module', 'main'], conditionNames: ['node', 'import'] },
});
const o = await b.write({ dir: '/tmp/prog/b', format: 'esm', chunkFileNames: '[name].js', minify: false });
let t = 0,
  n = 0,
  g = 0;
for (const c of o.output) {
  if (c.type !== 'chunk') continue;
  const z = gzipSync(c.code).length;
  t += c.code.length;
  g += z;
  n++;
  console.log(
    c.fileName,
    c.code.length,
    z,
    c.isEntry ? 'E' : c.isDynamicEntry ? 'D' : '',
    Object.keys(c.modules).length,
    c.imports.length,
  );
}
console.log(n, t, g);
