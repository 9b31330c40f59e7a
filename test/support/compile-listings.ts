import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFolder } from './compile-listing.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { type Files, placeWithPackages } from './use-listing.ts';

export interface ListingToCompile {
  readonly yaml: string;
  /** The seller's files, which replace generated ones. */
  readonly files?: Files;
}

/**
 * The compiler's output for each listing, in one run: the listings have separate packages and the same
 * settings.
 */
export function compileListings(listings: readonly ListingToCompile[]): readonly string[] {
  const folder = temporaryFolder();
  const places = listings.map(({ yaml, files }, index) =>
    placeWithPackages(yaml, files, join(folder, String(index))),
  );
  const [settings = '', ...others] = new Set(
    places.map((place) => readFileSync(join(place, 'tsconfig.json'), 'utf8')),
  );
  if (others.length > 0) throw new Error(`these want a run of their own:\n${others.join('\n')}`);
  const { compilerOptions, include } = JSON.parse(settings) as Settings;
  const joined = {
    compilerOptions: { ...compilerOptions, typeRoots: ['0/node_modules/@types'] },
    include: include.map((path) => `*/${path}`),
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(joined));
  const printed: string[] = places.map(() => '');
  // A message can continue on indented lines.
  for (const message of compileFolder(folder).split(/\n(?=\S)/)) {
    const [, index, rest] = /^(\d+)\/(.*)$/s.exec(message.trimEnd()) ?? [];
    if (index !== undefined) printed[Number(index)] += `${rest}\n`;
    else if (message !== '') throw new Error(message);
  }
  return printed;
}

interface Settings {
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  readonly include: readonly string[];
}
