import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('tags that AWS keeps for itself or cannot store are refused', () => {
  expectProblem(
    'tag-not-aws-safe',
    modelPackage({ upload: 'upload: { tags: { aws:team: x, "cost#": x, owner: "a;b", "": x } }' }),
    `
    marketplace.yaml:7:19: error: the tag "aws:team" in \`upload.tags\` begins with \`aws:\` [tag-not-aws-safe]
      upload: { tags: { aws:team: x, "cost#": x, owner: "a;b", "": x } }
                        ^^^^^^^^
      rule: AWS keeps these tags for itself
      fix: give the tag another name
    marketplace.yaml:7:32: error: the tag "cost#" in \`upload.tags\` has a character that AWS does not take [tag-not-aws-safe]
      upload: { tags: { aws:team: x, "cost#": x, owner: "a;b", "": x } }
                                     ^^^^^^^
      rule: a tag has letters, digits, spaces and _ . : / = + - @ only
      fix: write it with those characters
    marketplace.yaml:7:51: error: \`upload.tags.owner\` is "a;b", with a character that AWS does not take [tag-not-aws-safe]
      upload: { tags: { aws:team: x, "cost#": x, owner: "a;b", "": x } }
                                                        ^^^^^
      rule: a tag has letters, digits, spaces and _ . : / = + - @ only
      fix: write it with those characters
    marketplace.yaml:7:58: error: the tag "" in \`upload.tags\` has a name of 0 characters [tag-not-aws-safe]
      upload: { tags: { aws:team: x, "cost#": x, owner: "a;b", "": x } }
                                                               ^^
      rule: AWS takes 1 to 128
      fix: give the tag another name
    `,
  );
});

test('a name of 129 characters is refused', () => {
  expectProblem(
    'tag-not-aws-safe',
    modelPackage({ upload: `upload: { tags: { ${'t'.repeat(129)}: x } }` }),
    `
    marketplace.yaml:7:19: error: the tag "ttttttttttttttttttttttttttttttttttttttttttttttttttttttttt…" in \`upload.tags\` has a name of 129 characters [tag-not-aws-safe]
      upload: { tags: { tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      rule: AWS takes 1 to 128
      fix: give the tag another name
    `,
  );
});

test('spaces, other scripts and the allowed signs are accepted', () => {
  expectNoProblem(
    'tag-not-aws-safe',
    modelPackage({ upload: `upload: { tags: { ${'t'.repeat(128)}: '', 'équipe 1/a:b': 'x_y.z=1+2-3@c' } }` }),
  );
});
