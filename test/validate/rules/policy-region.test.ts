import { test } from 'vitest';
import { modelPackage } from '../../support/expect-problems.ts';
import {
  expectChainProblem,
  expectNoTeamProblem,
  expectTeamProblem,
} from '../../support/expect-team-problem.ts';

test('a Region that the team does not allow is refused, and both places are shown', () => {
  expectTeamProblem(
    'policy-region',
    'policy:\n  regions: [eu-west-1]\n',
    modelPackage({ upload: 'upload: { region: us-east-1 }' }),
    `
    listings/churn/marketplace.yaml:7:19: error: \`upload.region\` is us-east-1, which the team’s policy does not allow [policy-region]
      upload: { region: us-east-1 }
                        ^^^^^^^^^
      fix: set \`upload.region\` to eu-west-1, or have the Region added to the policy
      note: team.yaml:2:3: the allowed Regions
    `,
  );
});

test('the default Region counts as well', () => {
  expectTeamProblem(
    'policy-region',
    'policy:\n  regions: [eu-west-1]\n',
    modelPackage(),
    `
    listings/churn/marketplace.yaml:1:1: error: \`upload.region\` is not given, and its default us-east-2 is not one that the team’s policy allows [policy-region]
      version: 1
      ^
      fix: set \`upload.region\` to eu-west-1, or have the Region added to the policy
      note: team.yaml:2:3: the allowed Regions
    `,
  );
});

test('a Region that the team sets for its listings is accepted', () => {
  expectNoTeamProblem(
    'policy-region',
    'policy: { regions: [eu-west-1] }\nupload: { region: eu-west-1 }\n',
    modelPackage(),
  );
});

test('a team cannot allow what the company does not', () => {
  expectChainProblem(
    'policy-region',
    {
      org: 'policy:\n  regions: [eu-west-1]\n',
      team: 'policy:\n  regions: [us-east-1, eu-west-1]\n',
    },
    modelPackage({ upload: 'upload: { region: us-east-1 }' }),
    `
    listings/churn/marketplace.yaml:7:19: error: \`upload.region\` is us-east-1, which the team’s policy does not allow [policy-region]
      upload: { region: us-east-1 }
                        ^^^^^^^^^
      fix: set \`upload.region\` to eu-west-1, or have the Region added to the policy
      note: org.yaml:2:3: the allowed Regions
    `,
  );
});
