import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RenderedListing, renderListing } from '../../src/generate.ts';
import { loadManifest } from '../../src/shell/load-manifest.ts';
import { preparedForTests } from './prepared.ts';

export const examplesFolder = fileURLToPath(new URL('../../examples', import.meta.url));

/** The examples that are listings. `team` contains only a file that others extend. */
export function exampleNames(): string[] {
  return readdirSync(examplesFolder)
    .filter((name) => existsSync(join(examplesFolder, name, 'marketplace.yaml')))
    .sort();
}

/** An example, rendered as by a command in its folder. */
export function renderExample(name: string): RenderedListing {
  const { entry, files } = loadManifest('marketplace.yaml', { cwd: join(examplesFolder, name) });
  return renderListing(preparedForTests(), entry, files);
}

/** The files of an example as texts; none if the example is refused. */
export function exampleTexts(name: string): ReadonlyMap<string, string> {
  const files = renderExample(name).rendered?.files ?? new Map();
  return new Map([...files].map(([path, { content }]) => [path, new TextDecoder().decode(content)]));
}
