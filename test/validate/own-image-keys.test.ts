import { expect, test } from 'vitest';
import { modelPackage, ownImage, problemsIn } from '../support/expect-problems.ts';

const codesIn = (yaml: string) =>
  [...problemsIn(yaml).matchAll(/error: .* \[([a-z-]+)\]$/gm)].map(([, code]) => code);

test('a misspelt `image` is one mistake, and no missing framework, base and model', () => {
  const problems = problemsIn(ownImage({ image: 'images: my-image:1' }));
  expect(problems).toContain('fix: rename the key to `image`');
  expect(codesIn(ownImage({ image: 'images: my-image:1' }))).toEqual(['unknown-key']);
});

test('one of the wrong type neither', () => {
  expect(codesIn(ownImage({ image: 'image: [my-image]' }))).toEqual(['wrong-type']);
  expect(codesIn(ownImage({ image: 'image: { training: trains }' }))).toContain('missing-key');
});

test('where all three are missing, the way without a framework is told', () => {
  expect(problemsIn(modelPackage({ framework: '', base: '' }))).toContain(
    'fix: add a line such as `framework: typescript`; or name an image of your own in `image`, in place of `framework` and `base`\n',
  );
});
