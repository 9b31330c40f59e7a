import { test } from 'vitest';
import { expectProblem, modelPackage } from '../../support/expect-problems.ts';
import { expectNoTeamProblem } from '../../support/expect-team-problem.ts';

test('a listing that writes its own policy is refused', () => {
  expectProblem(
    'policy-in-listing',
    modelPackage({ policy: 'policy: { regions: [us-east-1] }' }),
    `
    marketplace.yaml:7:1: error: \`policy\` is in the listing’s own manifest [policy-in-listing]
      policy: { regions: [us-east-1] }
      ^^^^^^
      because: a policy is how a team limits its listings, so a listing cannot write its own
      fix: move \`policy\` into marketplace.policy.yaml in a folder above the listings
    `,
  );
});

test('a policy of the team is accepted', () => {
  expectNoTeamProblem('policy-in-listing', 'policy: { regions: [us-east-2] }\n', modelPackage());
});
