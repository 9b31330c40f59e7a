import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  problemsOfCode,
} from '../../support/expect-problems.ts';

const buyers = (repository: string) =>
  modelPackage({ buyers: `buyers: { repository: ${JSON.stringify(repository)} }` });

test('an address of another kind is refused, and the web address is offered', () => {
  expectProblem(
    'address-syntax',
    buyers('git@github.com:example/churn.git'),
    `
    marketplace.yaml:7:23: error: \`buyers.repository\` is "git@github.com:example/churn.git", which is no https address [address-syntax]
      buyers: { repository: "git@github.com:example/churn.git" }
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: write https://github.com/example/churn
    `,
  );
});

test('a character that AWS refuses is named', () => {
  expectProblem(
    'address-syntax',
    buyers('https://github.com/example/churn?tab=readme'),
    `
    marketplace.yaml:7:23: error: \`buyers.repository\` is "https://github.com/example/churn?tab=readme", and AWS refuses the character \`?\` in it [address-syntax]
      buyers: { repository: "https://github.com/example/churn?tab=readme" }
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      rule: AWS Marketplace takes letters, digits and the signs - @ _ + . / here, and no ? # % ~
      fix: write the address without \`?\` and what follows
    `,
  );
});

test.each(['https://github.com/~me/churn', 'https://a.b/c%20d', 'https://github.com/a#b', 'https://example'])(
  'a repository is not at %s',
  (address) => {
    expect(problemsOfCode('address-syntax', buyers(address))).toContain(
      `\`buyers.repository\` is "${address}"`,
    );
  },
);

test.each([
  [
    'page: { logo: "s3://example-bucket/logos/a.png" }',
    'write https://example-bucket.s3.amazonaws.com/logos/a.png',
  ],
  ['page: { logo: "http://example.com/a.png" }', 'write https://example.com/a.png'],
  ['page: { logo: "https://example.com/a.png?v=2" }', 'without `?` and what follows'],
  ['page: { eula: Standard }', 'write `standard`'],
  ['page: { eula: mine }', 'write the whole address: https://…'],
  ['page: { links: [{ text: Docs, url: docs.example.com/a }] }', 'write https://docs.example.com/a'],
  ['page: { links: [{ text: Docs, url: "https://example.com/<a>" }] }', 'AWS refuses the character `<`'],
  ['page: { video: youtu.be/a }', 'write https://youtu.be/a'],
  ['page: { video: "https://me:secret@example.com/a" }', '`page.video` has a user name or a password in it'],
  [
    'buyers: { repository: "https://token@github.com/a/b" }',
    'write the address without what stands before the `@`',
  ],
])('`%s` is refused with its remedy', (page, says) => {
  expect(problemsOfCode('address-syntax', modelPackage({ page }))).toContain(says);
});

test.each([
  'page: { links: [{ text: Docs, url: "http://example.com/a?b=c&d=%20#e~f" }] }',
  'page: { video: "https://www.youtube.com/watch?v=a" }',
  'page: { video: "https://www.youtube.com/@example" }',
  'page: { eula: standard, logo: "https://b.s3.amazonaws.com/a_b-c.d/e+f.png" }',
])('`%s` is taken', (page) => {
  expectNoProblem('address-syntax', modelPackage({ page }));
});

test('a repository and a file on GitHub are taken', () => {
  expectNoProblem(
    'address-syntax',
    buyers('https://github.com/example/churn/blob/main/a_b/churn-scorer.ipynb'),
  );
});
