import { expect, test } from 'vitest';
import { frameworkKinds, kinds } from '../support/build-listing.ts';
import { compileListing } from '../support/compile-listing.ts';
import { compileListings } from '../support/compile-listings.ts';
import { algorithm } from '../support/expect-problems.ts';

const listings: Readonly<Record<string, string>> = {
  ...kinds,
  ...frameworkKinds,
  'names that mean something to JavaScript': namedBadly(),
};
const names = Object.keys(listings);
let printed: readonly string[] | undefined;

test.each(names)('the compiler accepts %s as it is generated', (name) => {
  printed ??= compileListings(Object.values(listings).map((yaml) => ({ yaml })));
  expect(printed[names.indexOf(name)]).toBe('');
});

test('the compiler accepts a listing with its own settings, where its seller runs it', () => {
  expect(compileListing(algorithm())).toBe('');
});

function namedBadly(): string {
  const names = ['constructor', '__proto__', 'a-b', '1x', 'class', "it's", '🚀', 'toString'];
  const hyperparameters = names.map(
    (name) => `{ name: ${JSON.stringify(name)}, type: free-text, default: ${JSON.stringify(name)} }`,
  );
  const channels = names
    .slice(2, 4)
    .map((name) => `{ name: ${JSON.stringify(name)}, contentTypes: [text/csv] }`);
  const training = `training: { channels: [${channels.join(', ')}], hyperparameters: [${hyperparameters.join(', ')}] }`;
  const fields = names
    .filter((name) => name !== '__proto__')
    .map(
      (name) =>
        `{ name: ${JSON.stringify(name)}, type: string, description: ${JSON.stringify(`${name} */`)} }`,
    );
  return algorithm({ training, fields: `fields: { input: [${fields}], output: [${fields}] }` });
}
