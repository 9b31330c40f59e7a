import { test } from 'vitest';
import { modelPackage } from '../../support/expect-problems.ts';
import {
  expectChainProblem,
  expectNoTeamProblem,
  expectTeamProblem,
} from '../../support/expect-team-problem.ts';

test('a tag that the team asks for is missing, and both places are shown', () => {
  expectTeamProblem(
    'policy-tag',
    'policy:\n  requiredTags: [team, cost-centre]\n',
    modelPackage({ upload: 'upload: { tags: { team: risk } }' }),
    `
    listings/churn/marketplace.yaml:7:11: error: \`upload.tags\` lacks the tag "cost-centre", which the team’s policy asks for [policy-tag]
      upload: { tags: { team: risk } }
                ^^^^
      fix: add \`cost-centre: …\` with its value under \`upload.tags\`
      note: team.yaml:2:3: the required tags
    `,
  );
});

test('a tag named like a built-in of the language is missing all the same', () => {
  expectTeamProblem(
    'policy-tag',
    'policy:\n  requiredTags: [constructor]\n',
    modelPackage(),
    `
    listings/churn/marketplace.yaml:1:1: error: \`upload.tags\` lacks the tag "constructor", which the team’s policy asks for [policy-tag]
      version: 1
      ^
      fix: add \`constructor: …\` with its value under \`upload.tags\`
      note: team.yaml:2:3: the required tags
    `,
  );
});

test('a tag from the team file itself counts', () => {
  expectNoTeamProblem(
    'policy-tag',
    'policy: { requiredTags: [team, owner] }\nupload: { tags: { owner: risk } }\n',
    modelPackage({ upload: 'upload: { tags: { team: risk } }' }),
  );
});

test('a team adds to the tags that the company asks for, and takes none away', () => {
  expectChainProblem(
    'policy-tag',
    { org: 'policy:\n  requiredTags: [owner, team]\n', team: 'policy:\n  requiredTags: [team]\n' },
    modelPackage(),
    `
    listings/churn/marketplace.yaml:1:1: error: \`upload.tags\` lacks the tag "owner", which the team’s policy asks for [policy-tag]
      version: 1
      ^
      fix: add \`owner: …\` with its value under \`upload.tags\`
      note: org.yaml:2:3: the required tags

    listings/churn/marketplace.yaml:1:1: error: \`upload.tags\` lacks the tag "team", which the team’s policy asks for [policy-tag]
      version: 1
      ^
      fix: add \`team: …\` with its value under \`upload.tags\`
      note: org.yaml:2:3: the required tags
      note: team.yaml:2:3: the required tags
    `,
  );
});
