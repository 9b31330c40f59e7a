import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeListing } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Builder, build, factsOf, uniqueName } from './built-listing.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing();

/**
 * An add-on whose libraries are in another package, one with programs for six platforms, and a program
 * without libraries.
 */
const packages = { sharp: '0.35.5', 'onnxruntime-node': '1.30.0', esbuild: '0.28.2' };

test.skipIf(missing).each<Builder>(['BuildKit', 'the legacy builder'])(
  `packages that a seller adds run where there is no C library, and are kept for this machine alone, by %s${missing ? ` (${missing})` : ''}`,
  { timeout: 300_000 },
  (builder) => {
    const name = uniqueName('npm-packages');
    const listing = placeWithPackages(name);
    const image = `${name}:0.1.0`;
    build(listing, builder);
    try {
      const run = ['run', '--rm', '--network', 'none', '--read-only', '--user', '1000', image, 'node', '-e'];
      const answers = JSON.parse(docker([...run, probe])) as Answers;
      expect(answers).toMatchObject({ pixels: 16, backend: 'cpu', code: 'let x = 1;' });
      expect(answers.mapped.join()).toMatch(/libvips.*libonnxruntime/);
      expect(answers.mapped.filter((file) => !/^\/opt\/(node|program)\//.test(file))).toEqual([]);
      expect(answers.foreign).toEqual([]);
      keepsLayersBelowTheCode(listing, builder, image);
    } finally {
      tryDocker(['image', 'rm', '--force', image]);
    }
  },
);

interface Answers {
  readonly pixels: number;
  readonly backend: string;
  readonly code: string;
  readonly mapped: readonly string[];
  readonly foreign: readonly string[];
}

/** A listing in plain TypeScript, with packages that the seller has added. */
function placeWithPackages(name: string): string {
  const folder = temporaryFolder();
  const product = `product: { type: model-package, name: ${name} }`;
  const yaml = modelPackage({ product, base: 'base: alpine:3.3' });
  placeListing(folder, yaml);
  mkdirSync(join(folder, 'model'), { recursive: true });
  const project = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...project, dependencies: packages }));
  return folder;
}

function keepsLayersBelowTheCode(listing: string, builder: Builder, image: string): void {
  const before = factsOf(image).RootFS.Layers;
  writeFileSync(join(listing, 'src/inference.ts'), '// Another handler.\n');
  build(listing, builder);
  const after = factsOf(image).RootFS.Layers;
  expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
}

const probe = `const { readdirSync, readFileSync } = require('node:fs');
(async () => {
  const sharp = require('sharp');
  const red = { create: { width: 4, height: 4, channels: 3, background: 'red' } };
  const { info } = await sharp(red).raw().toBuffer({ resolveWithObject: true });
  const [{ name: backend }] = require('onnxruntime-node').listSupportedBackends();
  const code = require('esbuild').transformSync('let x: number = 1', { loader: 'ts' }).code.trim();
  const lines = readFileSync('/proc/self/maps', 'utf8').split('\\n');
  const mapped = [...new Set(lines.flatMap((line) => /\\s(\\/\\S+)$/.exec(line)?.[1] ?? []))].sort();
  const files = readdirSync('/opt/program/node_modules', { recursive: true });
  const foreign = files.filter((file) => /\\.(dll|dylib)$|(darwin|win32|arm64)\\/.*\\.(node|so)/.test(file));
  console.log(JSON.stringify({ pixels: info.width * info.height, backend, code, mapped, foreign }));
})();
`;
