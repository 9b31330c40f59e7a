import { expect, test } from 'vitest';
import { frameworkKinds, kinds } from '../support/build-listing.ts';
import { compileListing } from '../support/compile-listing.ts';
import { algorithm } from '../support/expect-problems.ts';

test.each(Object.entries({ ...kinds, ...frameworkKinds }))(
  'the compiler accepts %s as it is generated',
  (_, yaml) => {
    expect(compileListing(yaml)).toBe('');
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
  expect(compileListing(algorithm({ training }))).toBe('');
});
