import { test } from 'vitest';
import { ownImage } from '../../support/expect-problems.ts';
import { expectNoTeamProblem, expectTeamProblem } from '../../support/expect-team-problem.ts';

test('a team that limits bases does not see the one of an own image', () => {
  expectTeamProblem(
    'policy-image',
    'policy:\n  bases: [amazonlinux:2023]\n  baseMustBe: [scannable]\n',
    ownImage(),
    `
    listings/churn/marketplace.yaml:4:1: error: \`image\` is an image of your own, which the team’s policy does not allow [policy-image]
      image: my-image:1
      ^^^^^
      because: nobody can tell from outside which framework and which base it has
      fix: have \`image\` added to \`frameworks\` in the policy, or use one of its frameworks and bases
      note: team.yaml:2:3: the allowed bases
      note: team.yaml:3:3: what bases must be
    `,
  );
});

test('nor its framework', () => {
  expectTeamProblem(
    'policy-image',
    'policy:\n  frameworks: [scikit-learn]\n',
    ownImage(),
    `
    listings/churn/marketplace.yaml:4:1: error: \`image\` is an image of your own, which the team’s policy does not allow [policy-image]
      image: my-image:1
      ^^^^^
      because: nobody can tell from outside which framework and which base it has
      fix: have \`image\` added to \`frameworks\` in the policy, or use one of its frameworks and bases
      note: team.yaml:2:3: the allowed frameworks
    `,
  );
});

test('a team may allow it, and a policy about other things does not mind', () => {
  const allowing = 'policy: { frameworks: [scikit-learn, image], bases: [amazonlinux:2023] }\n';
  expectNoTeamProblem('policy-image', allowing, ownImage());
  expectNoTeamProblem('policy-image', 'policy: { regions: [us-east-2] }\n', ownImage());
});
