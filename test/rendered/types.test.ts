import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { frameworkKinds, kinds, placeListing } from '../support/build-listing.ts';
import { algorithm } from '../support/expect-problems.ts';
import { installPackages } from '../support/install-packages.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

test.each(Object.entries({ ...kinds, ...frameworkKinds }))(
  'the compiler accepts %s as it is generated',
  (_, yaml) => {
    expect(compile(yaml)).toBe('');
  },
);

test('the compiler accepts names that mean something to JavaScript', () => {
  const names = ['constructor', '__proto__', 'a-b', '1x', 'class', "it's", '🚀', 'toString'];
  const hyperparameters = names.map(
    (name) => `{ name: ${JSON.stringify(name)}, type: free-text, default: ${JSON.stringify(name)} }`,
  );
  const channels = names
    .slice(2, 4)
    .map((name) => `{ name: ${JSON.stringify(name)}, contentTypes: [text/csv] }`);
  const training = `training: { channels: [${channels.join(', ')}], hyperparameters: [${hyperparameters.join(', ')}] }`;
  expect(compile(algorithm({ training }))).toBe('');
});

test('after a hyperparameter is renamed, the compiler shows the line of the seller’s code that no longer fits', () => {
  const withName = (name: string) =>
    algorithm({
      training: `training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: ${name}, type: integer, default: 1 }] }`,
    });
  const use = (listing: string) => {
    const path = join(listing, 'src/training.ts');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('const rate =', 'hyperparameters.rounds;\n    const rate ='),
    );
  };
  expect(compile(withName('rounds'), use)).toBe('');
  expect(compile(withName('epochs'), use)).toMatch(/^src\/training\.ts\(\d+,\d+\): error TS2\d+: .*rounds/m);
});

/** What the listing's own compiler run prints. */
function compile(yaml: string, edit: (listing: string) => void = () => {}): string {
  const listing = join(temporaryFolder(), 'listing');
  placeListing(listing, yaml);
  installPackages(listing);
  edit(listing);
  return spawnSync(process.execPath, [join(modules, 'typescript/bin/tsc')], {
    cwd: listing,
    encoding: 'utf8',
  }).stdout;
}
