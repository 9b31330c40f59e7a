import { expect, test } from 'vitest';
import { isOwnImage, withImages } from '../../src/model/own-image.ts';
import { resolveText } from '../support/build-listing.ts';
import { algorithm, modelPackage, ownImage } from '../support/expect-problems.ts';

const type = 'product: { type: algorithm, name: churn-scorer, release: 1.2.0 }';
const training = 'training: { channels: [{ name: train, contentTypes: [text/csv] }] }';

test.each([
  ['the image of a model package', ownImage(), { inference: 'my-image:1', training: null, combined: false }],
  [
    'one image of an algorithm, with the release in its tag',
    ownImage({ product: type, training, image: 'image: mine:{release}' }),
    { inference: 'mine:1.2.0', training: 'mine:1.2.0', combined: true },
  ],
  [
    'two images of an algorithm',
    ownImage({ product: type, training, image: 'image: { inference: serves, training: trains }' }),
    { inference: 'serves', training: 'trains', combined: false },
  ],
  [
    'one image in the long form',
    ownImage({ product: type, training, image: 'image: { inference: serves }' }),
    { inference: 'serves', training: 'serves', combined: true },
  ],
])('a manifest names %s', (_what, yaml, images) => {
  const listing = resolveText(yaml);
  expect(listing.images).toEqual(images);
  expect(isOwnImage(listing)).toBe(true);
});

test('its repositories are those of a generated one', () => {
  const two = 'image: { inference: serves, training: trains }';
  expect(resolveText(ownImage({ product: type, training, image: two })).upload).toMatchObject({
    repository: 'churn-scorer',
    trainingRepository: 'churn-scorer-training',
  });
});

test('its model is in it, unless it lies in S3', () => {
  expect(resolveText(ownImage()).artifacts).toEqual({ mode: 'in-image' });
  const s3 = 'artifacts: { mode: s3, path: model, s3Uri: s3://models/churn/model.tar.gz }';
  expect(resolveText(ownImage({ artifacts: s3 })).artifacts).toMatchObject({ mode: 's3', path: 'model' });
});

const combined = 'training: { image: combined, channels: [{ name: train, contentTypes: [text/csv] }] }';
const separate = algorithm();

function imagesWith(yaml: string, named: { inference?: string; training?: string }) {
  const result = withImages(resolveText(yaml), { inference: undefined, training: undefined, ...named }, []);
  if (!result.ok) return result.reason;
  expect(isOwnImage(result.value)).toBe(true);
  return result.value.images;
}

test.each([
  ['a model package', modelPackage(), { inference: 'x', training: null, combined: false }],
  ['one image', algorithm({ training: combined }), { inference: 'x', training: 'x', combined: true }],
  ['two', separate, { inference: 'x', training: 'churn-scorer-training:0.1.0', combined: false }],
])('`--image` is in place of the image that serves: %s', (_what, yaml, images) => {
  expect(imagesWith(yaml, { inference: 'x' })).toEqual(images);
});

test('`--training-image` is in place of the other', () => {
  expect(imagesWith(separate, { training: 'y' })).toMatchObject({
    inference: 'churn-scorer:0.1.0',
    training: 'y',
  });
  expect(imagesWith(modelPackage(), { training: 'y' })).toBe(
    'this is a model package, and `--training-image` is for an algorithm',
  );
  expect(imagesWith(algorithm({ training: combined }), { training: 'y' })).toBe(
    'one image of this algorithm trains and serves, and `--training-image` names another',
  );
});

test('without either, the listing stays what it is', () => {
  const listing = resolveText(modelPackage());
  expect(withImages(listing, { inference: undefined, training: undefined }, [])).toEqual({
    ok: true,
    value: listing,
  });
});
