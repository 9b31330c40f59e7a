import { expect, test } from 'vitest';
import { modelPackage } from '../../support/expect-problems.ts';
import {
  expectChainProblem,
  expectNoTeamProblem,
  expectTeamProblem,
  problemsUnderTeam,
} from '../../support/expect-team-problem.ts';
import { preparedForTests } from '../../support/prepared.ts';

test('a base that AWS does not list is refused where a team asks for listed ones', () => {
  expectTeamProblem(
    'policy-base-kind',
    'policy:\n  baseMustBe: [listed]\n',
    modelPackage({ base: 'base: debian:13' }),
    `
    listings/churn/marketplace.yaml:4:7: error: \`base\` is debian:13, which AWS Marketplace does not list, and the team’s policy does not allow that [policy-base-kind]
      base: debian:13
            ^^^^^^^^^
      fix: use amazonlinux:2023, or have \`baseMustBe\` changed in the policy
      note: team.yaml:2:3: what bases must be
    `,
  );
});

test('a container is judged by its system', () => {
  const container = 'base: { deepLearningContainer: pytorch-inference, tag: TAG }';
  const on = (tag: string) =>
    modelPackage({ framework: 'framework: pytorch', base: container.replace('TAG', tag) });
  expectTeamProblem(
    'policy-base-kind',
    'policy:\n  baseMustBe: [scannable]\n',
    on('2.6.0-cpu'),
    `
    listings/churn/marketplace.yaml:4:56: error: \`base.tag\` is 2.6.0-cpu on a system that is not known, which ECR cannot scan, and the team’s policy does not allow that [policy-base-kind]
      base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu }
                                                             ^^^^^^^^^
      fix: use amazonlinux:2023, ubuntu:26.04, debian:13 or ubuntu:24.04, or have \`baseMustBe\` changed in the policy
      note: team.yaml:2:3: what bases must be
    `,
  );
  const policy = 'policy: { baseMustBe: [listed] }\n';
  expect(
    problemsUnderTeam('policy-base-kind', policy, on('2.6.0-cpu-py312-ubuntu22.04-sagemaker')),
  ).toContain('on Ubuntu 22.04, which AWS Marketplace does not list');
  expectNoTeamProblem('policy-base-kind', policy, on('2.14.0-cpu-amzn2023-sagemaker'));
});

test('what the policies of company and team ask for adds up', () => {
  expectChainProblem(
    'policy-base-kind',
    {
      org: 'policy: { baseMustBe: [scannable] }\n',
      team: 'policy: { baseMustBe: [listed], bases: [debian:10, ubuntu:26.04] }\n',
    },
    modelPackage({ base: 'base: debian:10' }),
    `
    listings/churn/marketplace.yaml:4:7: error: \`base\` is debian:10, which ECR cannot scan, and the team’s policy does not allow that [policy-base-kind]
      base: debian:10
            ^^^^^^^^^
      fix: have \`baseMustBe\` changed in the policy
      note: org.yaml:1:11: what bases must be
    `,
  );
});

test('of all bases, those that are both are left', () => {
  const policy = 'policy: { baseMustBe: [listed, scannable] }\n';
  const allowed = preparedForTests()
    .catalogue.bases.map(({ id }) => id)
    .filter(
      (id) => problemsUnderTeam('policy-base-kind', policy, modelPackage({ base: `base: ${id}` })) === '',
    );
  expect(allowed).toEqual(['ubuntu:18.04', 'amazonlinux:2023']);
});

test('a team that asks for nothing gets everything', () => {
  expectNoTeamProblem(
    'policy-base-kind',
    'policy: { baseMustBe: [] }\n',
    modelPackage({ base: 'base: debian:6' }),
  );
});
