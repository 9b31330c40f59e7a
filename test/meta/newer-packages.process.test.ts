import { expect, test } from 'vitest';
import { newerPackages } from '../../scripts/newer-packages.ts';

test('the indexes of Python and npm say what is newer', async () => {
  const told = await newerPackages([
    { framework: 'a', name: 'six', version: '1.0.0', index: undefined, python: '3.13' },
    { framework: 'b', name: 'is-number', version: '1.0.0', index: undefined, python: undefined },
  ]);
  expect(told).toEqual([
    expect.stringMatching(/^a: six 1\.0\.0: [\d.]+ is out$/),
    expect.stringMatching(/^b: is-number 1\.0\.0: [\d.]+ is out$/),
  ]);
});
