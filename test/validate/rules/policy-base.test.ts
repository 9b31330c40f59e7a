import { expect, test } from 'vitest';
import { modelPackage } from '../../support/expect-problems.ts';
import {
  expectChainProblem,
  expectNoTeamProblem,
  expectTeamProblem,
  problemsUnderTeam,
} from '../../support/expect-team-problem.ts';

test('a base that the team does not allow is refused, and both places are shown', () => {
  expectTeamProblem(
    'policy-base',
    'policy:\n  bases: [ubuntu:24.04, debian:13]\n',
    modelPackage(),
    `
    listings/churn/marketplace.yaml:4:7: error: \`base\` is amazonlinux:2023, which the team’s policy does not allow [policy-base]
      base: amazonlinux:2023
            ^^^^^^^^^^^^^^^^
      fix: use debian:13 or ubuntu:24.04, or have the base added to the policy
      note: team.yaml:2:3: the allowed bases
    `,
  );
});

test('the long form is checked as well', () => {
  expectTeamProblem(
    'policy-base',
    'policy:\n  bases: [debian:13]\n',
    modelPackage({ base: 'base: { os: ubuntu:24.04 }' }),
    `
    listings/churn/marketplace.yaml:4:13: error: \`base.os\` is ubuntu:24.04, which the team’s policy does not allow [policy-base]
      base: { os: ubuntu:24.04 }
                  ^^^^^^^^^^^^
      fix: use debian:13, or have the base added to the policy
      note: team.yaml:2:3: the allowed bases
    `,
  );
});

test('a deep learning container is refused where only bases are allowed', () => {
  expectTeamProblem(
    'policy-base',
    'policy:\n  bases: [debian:13]\n',
    modelPackage({ base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu }' }),
    `
    listings/churn/marketplace.yaml:4:32: error: \`base.deepLearningContainer\` is pytorch-inference, which the team’s policy does not allow [policy-base]
      base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu }
                                     ^^^^^^^^^^^^^^^^^
      fix: use debian:13, or have the base added to the policy
      note: team.yaml:2:3: the allowed bases
    `,
  );
});

test('of the allowed bases only those that last are named', () => {
  const fixUnder = (bases: string) =>
    problemsUnderTeam('policy-base', `policy: { bases: [${bases}] }\n`, modelPackage()).match(/fix: .*/)?.[0];
  expect(fixUnder('debian:10, ubuntu:22.04, debian:13')).toBe(
    'fix: use debian:13, or have the base added to the policy',
  );
  expect(fixUnder('debian:10, ubuntu:18.04')).toBe(
    'fix: have a base that ECR scans and that is supported for years added to the policy, such as amazonlinux:2023',
  );
  const both = 'policy: { bases: [amazonlinux:2023, debian:13], baseMustBe: [listed] }\n';
  const onUbuntu = modelPackage({ base: 'base: ubuntu:26.04' });
  expect(problemsUnderTeam('policy-base', both, onUbuntu)).toContain('fix: use amazonlinux:2023, or have');
});

test('an allowed base is accepted', () => {
  expectNoTeamProblem('policy-base', 'policy: { bases: [ubuntu:24.04, amazonlinux:2023] }\n', modelPackage());
});

test('a base that nobody supports is reported once', () => {
  expectNoTeamProblem(
    'policy-base',
    'policy: { bases: [debian:13] }\n',
    modelPackage({ base: 'base: windows:11' }),
  );
});

test('a policy that is refused itself forbids nothing', () => {
  expectNoTeamProblem('policy-base', 'policy: { bases: [windows:11] }\n', modelPackage());
});

test('a team cannot allow what the company does not', () => {
  expectChainProblem(
    'policy-base',
    {
      org: 'policy:\n  bases: [ubuntu:24.04, debian:13]\n',
      team: 'policy:\n  bases: [debian:13, amazonlinux:2023]\n',
    },
    modelPackage(),
    `
    listings/churn/marketplace.yaml:4:7: error: \`base\` is amazonlinux:2023, which the team’s policy does not allow [policy-base]
      base: amazonlinux:2023
            ^^^^^^^^^^^^^^^^
      fix: use debian:13, or have the base added to the policy
      note: org.yaml:2:3: the allowed bases
    `,
  );
});

test('a team may allow less than the company, and policies that leave nothing over are told so', () => {
  expectChainProblem(
    'policy-base',
    { org: 'policy: { bases: [amazonlinux:2023, debian:13] }\n', team: 'policy:\n  bases: [ubuntu:24.04]\n' },
    modelPackage(),
    `
    listings/churn/marketplace.yaml:4:7: error: \`base\` is amazonlinux:2023, which the team’s policy does not allow [policy-base]
      base: amazonlinux:2023
            ^^^^^^^^^^^^^^^^
      fix: let the policies agree on a base: all of them together allow none
      note: team.yaml:2:3: the allowed bases
    `,
  );
});

test('where both forbid it, both are named', () => {
  expectChainProblem(
    'policy-base',
    {
      org: 'policy: { bases: [debian:9, debian:13] }\n',
      team: 'upload: {}\npolicy: { bases: [debian:13] }\n',
    },
    modelPackage(),
    `
    listings/churn/marketplace.yaml:4:7: error: \`base\` is amazonlinux:2023, which the team’s policy does not allow [policy-base]
      base: amazonlinux:2023
            ^^^^^^^^^^^^^^^^
      fix: use debian:13, or have the base added to the policies
      note: org.yaml:1:11: the allowed bases
      note: team.yaml:2:11: the allowed bases
    `,
  );
});

test('a fault in a policy is shown in its own file, even below another policy', () => {
  expectChainProblem(
    'value-not-allowed',
    { org: 'policy:\n  bases: [debian:11]\n', team: 'policy: { bases: [debian:13] }\n' },
    modelPackage({ base: 'base: debian:13' }),
    `
    org.yaml:2:11: error: \`policy.bases[0]\` is "debian:11", which is none of the 39 that it can be [value-not-allowed]
        bases: [debian:11]
                ^^^^^^^^^
      rule: these are the systems that AWS lists for images on Marketplace (SageMaker Developer Guide, sagemaker-marketplace-develop), and supported ones beside them that ECR scans
      fix: write \`debian:13\`, or \`amazonlinux:2023\`, which AWS Marketplace lists
    `,
  );
});
