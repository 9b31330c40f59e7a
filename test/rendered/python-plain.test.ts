import { expect, test } from 'vitest';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { trainingFolder } from '../support/training-folder.ts';
import { askListing, placeWithPackages, train } from '../support/use-listing.ts';

const framework = 'framework: python';

test('a listing in plain Python serves every type as it is generated, without any package', async () => {
  const contentTypes =
    'contentTypes: { input: [text/csv, application/json, text/plain, image/png], output: [application/json] }';
  const listing = placeWithPackages(modelPackage({ framework, contentTypes }));
  await askListing(listing, async (ask) => {
    const label = (record: unknown) => ({ status: 200, answer: { prediction: 'a', record } });
    expect(await ask('1,x\n', 'text/csv')).toEqual(label(['1', 'x']));
    expect(await ask('{"a": 1}', 'application/json')).toEqual(label({ a: 1 }));
    expect(await ask('words', 'text/plain')).toEqual(label('words'));
    expect(await ask('not really', 'image/png')).toEqual(label('10 bytes'));
  });
});

test('an algorithm in plain Python serves what it has learnt', async () => {
  const listing = placeWithPackages(algorithm({ framework }));
  const base = trainingFolder({ channels: { train: '1,a\n3,b\n' } });
  train(listing, base);
  const { answer } = await askListing(listing, (ask) => ask('x,y\n', 'text/csv'), {
    SAGEMAKER_BASE_DIR: base,
  });
  expect(answer).toBe(2);
});
