import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a repository with capitals is refused, and the nearest safe one is offered', () => {
  expectProblem(
    'repository-not-ecr-safe',
    modelPackage({ upload: 'upload: { repository: Team A/Churn_Scorer }' }),
    `
    marketplace.yaml:7:23: error: \`upload.repository\` is "Team A/Churn_Scorer", which cannot be the name of an ECR repository [repository-not-ecr-safe]
      upload: { repository: Team A/Churn_Scorer }
                            ^^^^^^^^^^^^^^^^^^^
      rule: ECR takes lower-case letters, digits and single - _ . between them, / between folders, and a letter first
      fix: use "team-a/churn-scorer", or remove the key: the name of the product is taken then
    `,
  );
});

test('a whole address is refused, and the repository in it is offered', () => {
  expectProblem(
    'repository-not-ecr-safe',
    modelPackage({
      upload: 'upload: { repository: 123456789012.dkr.ecr.us-east-2.amazonaws.com/team/churn }',
    }),
    `
    marketplace.yaml:7:23: error: \`upload.repository\` is "123456789012.dkr.ecr.us-east-2.amazonaws.com/team/churn", which cannot be the name of an ECR repository [repository-not-ecr-safe]
      upload: { repository: 123456789012.dkr.ecr.us-east-2.amazonaws.com/team/churn }
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      rule: ECR takes lower-case letters, digits and single - _ . between them, / between folders, and a letter first
      fix: use "team/churn", or remove the key: the name of the product is taken then
    `,
  );
});

test('folders and single separators are accepted', () => {
  expectNoProblem(
    'repository-not-ecr-safe',
    modelPackage({ upload: 'upload: { repository: team/churn_scorer.v2/a--b }' }),
  );
});

test('a folder without a name is refused', () => {
  expectProblem(
    'repository-not-ecr-safe',
    modelPackage({ upload: 'upload: { repository: team//churn }' }),
    `
    marketplace.yaml:7:23: error: \`upload.repository\` is "team//churn", which cannot be the name of an ECR repository [repository-not-ecr-safe]
      upload: { repository: team//churn }
                            ^^^^^^^^^^^
      rule: ECR takes lower-case letters, digits and single - _ . between them, / between folders, and a letter first
      fix: use "team/churn", or remove the key: the name of the product is taken then
    `,
  );
});
