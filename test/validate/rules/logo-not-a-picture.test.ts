import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const logo = (name: string) => modelPackage({ page: `page: { logo: "https://b.s3.amazonaws.com/${name}" }` });

test('a drawing of vectors is refused', () => {
  expectProblem(
    'logo-not-a-picture',
    logo('a.svg'),
    `
    marketplace.yaml:7:15: error: \`page.logo\` is "https://b.s3.amazonaws.com/a.svg", which is no PNG, JPEG or GIF [logo-not-a-picture]
      page: { logo: "https://b.s3.amazonaws.com/a.svg" }
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      rule: AWS Marketplace takes a PNG, JPEG or GIF of at most 5 MB and 120 to 640 pixels, 1:1 or 2:1
      fix: save it as a PNG, and write the address of that
    `,
  );
});

test.each(['a.png', 'a.JPG', 'a.jpeg', 'a.gif', 'logo'])('%s may be a logo', (name) => {
  expectNoProblem('logo-not-a-picture', logo(name));
});
