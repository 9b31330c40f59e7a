import { test } from 'vitest';
import { expectNoProblem, expectProblem, ownImage } from '../../support/expect-problems.ts';

test('an image that no engine can find by its name is refused', () => {
  expectProblem(
    'own-image-syntax',
    ownImage({ image: 'image: My Image' }),
    `
    marketplace.yaml:4:8: error: \`image\` is "My Image", which is no name of an image [own-image-syntax]
      image: My Image
             ^^^^^^^^
      fix: write the name that \`docker images\` shows, such as  my-image:1  or  registry/repository:tag
    `,
  );
});

test('each of two images is looked at', () => {
  expectProblem(
    'own-image-syntax',
    ownImage({ image: 'image: { inference: "serves:{release}", training: "trains:" }' }),
    `
    marketplace.yaml:4:51: error: \`image.training\` is "trains:", which is no name of an image [own-image-syntax]
      image: { inference: "serves:{release}", training: "trains:" }
                                                        ^^^^^^^^^
      fix: write the name that \`docker images\` shows, such as  my-image:1  or  registry/repository:tag
    `,
  );
});

test.each([
  'my-image',
  'registry.example.com:5000/team/my-image:1.2',
  `my-image@sha256:${'0'.repeat(64)}`,
  '"{release}:1"',
])('%s is one', (name) => {
  expectNoProblem('own-image-syntax', ownImage({ image: `image: ${name}` }));
});
