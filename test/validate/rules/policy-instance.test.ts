import { test } from 'vitest';
import { algorithm, modelPackage } from '../../support/expect-problems.ts';
import {
  expectChainProblem,
  expectNoTeamProblem,
  expectTeamProblem,
} from '../../support/expect-team-problem.ts';

test('instance types that the team does not allow are refused, and both places are shown', () => {
  expectTeamProblem(
    'policy-instance',
    'policy:\n  instances: [ml.m5.large]\n',
    algorithm({
      inference:
        'inference: { instances: { realtime: [ml.m5.large, ml.p4d.24xlarge], transform: [ml.m5.4xlarge] } }',
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], instances: [ml.m5.2xlarge] }',
      validation: 'validation: { instance: ml.c5.xlarge }',
    }),
    `
    listings/churn/marketplace.yaml:6:80: error: \`training.instances[0]\` is ml.m5.2xlarge, which the team’s policy does not allow [policy-instance]
      training: { channels: [{ name: train, contentTypes: [text/csv] }], instances: [ml.m5.2xlarge] }
                                                                                     ^^^^^^^^^^^^^
      fix: use ml.m5.large, or have the type added to the policy
      note: team.yaml:2:3: the allowed instance types

    listings/churn/marketplace.yaml:7:51: error: \`inference.instances.realtime[1]\` is ml.p4d.24xlarge, which the team’s policy does not allow [policy-instance]
      inference: { instances: { realtime: [ml.m5.large, ml.p4d.24xlarge], transform: [ml.m5.4xlarge] } }
                                                        ^^^^^^^^^^^^^^^
      fix: use ml.m5.large, or have the type added to the policy
      note: team.yaml:2:3: the allowed instance types

    listings/churn/marketplace.yaml:7:81: error: \`inference.instances.transform[0]\` is ml.m5.4xlarge, which the team’s policy does not allow [policy-instance]
      inference: { instances: { realtime: [ml.m5.large, ml.p4d.24xlarge], transform: [ml.m5.4xlarge] } }
                                                                                      ^^^^^^^^^^^^^
      fix: use ml.m5.large, or have the type added to the policy
      note: team.yaml:2:3: the allowed instance types

    listings/churn/marketplace.yaml:8:25: error: \`validation.instance\` is ml.c5.xlarge, which the team’s policy does not allow [policy-instance]
      validation: { instance: ml.c5.xlarge }
                              ^^^^^^^^^^^^
      fix: use ml.m5.large, or have the type added to the policy
      note: team.yaml:2:3: the allowed instance types
    `,
  );
});

test('the types that are taken when none are given count as well', () => {
  expectTeamProblem(
    'policy-instance',
    'policy:\n  instances: [ml.c5.xlarge]\n',
    algorithm({ training: 'training: { channels: [{ name: train, contentTypes: [text/csv] }] }' }),
    `
    listings/churn/marketplace.yaml:1:1: error: \`inference.instances.realtime\` is not given, and its default ml.m5.large is not one that the team’s policy allows [policy-instance]
      version: 1
      ^
      fix: use ml.c5.xlarge, or have the type added to the policy
      note: team.yaml:2:3: the allowed instance types

    listings/churn/marketplace.yaml:1:1: error: \`inference.instances.transform\` is not given, and its default ml.m5.large is not one that the team’s policy allows [policy-instance]
      version: 1
      ^
      fix: use ml.c5.xlarge, or have the type added to the policy
      note: team.yaml:2:3: the allowed instance types

    listings/churn/marketplace.yaml:6:1: error: \`training.instances\` is not given, and its default ml.m5.xlarge is not one that the team’s policy allows [policy-instance]
      training: { channels: [{ name: train, contentTypes: [text/csv] }] }
      ^^^^^^^^
      fix: use ml.c5.xlarge, or have the type added to the policy
      note: team.yaml:2:3: the allowed instance types
    `,
  );
});

test('allowed types are accepted', () => {
  expectNoTeamProblem(
    'policy-instance',
    'policy: { instances: [ml.m5.large, ml.m5.xlarge] }\n',
    algorithm({ inference: 'inference: { instances: { realtime: [ml.m5.xlarge] } }' }),
  );
});

test('of a long list the first types are named', () => {
  expectTeamProblem(
    'policy-instance',
    `policy:\n  instances: [${Array.from({ length: 12 }, (_, index) => `ml.m5.x${index}`).join(', ')}]\n`,
    modelPackage({
      inference: 'inference: { instances: { realtime: [ml.t2.medium], transform: [ml.m5.x11] } }',
    }),
    `
    listings/churn/marketplace.yaml:7:38: error: \`inference.instances.realtime[0]\` is ml.t2.medium, which the team’s policy does not allow [policy-instance]
      inference: { instances: { realtime: [ml.t2.medium], transform: [ml.m5.x11] } }
                                           ^^^^^^^^^^^^
      fix: use ml.m5.x0, ml.m5.x1, ml.m5.x2, ml.m5.x3, ml.m5.x4, ml.m5.x5, ml.m5.x6, ml.m5.x7, ml.m5.x8, ml.m5.x9 or 2 more, or have the type added to the policy
      note: team.yaml:2:3: the allowed instance types
    `,
  );
});

test('a policy of other things says nothing about types', () => {
  expectNoTeamProblem('policy-instance', 'policy: { regions: [us-east-2] }\n', modelPackage());
});

test('a team cannot allow what the company does not, and both are named where both forbid', () => {
  expectChainProblem(
    'policy-instance',
    {
      org: 'policy:\n  instances: [ml.m5.large]\n',
      team: 'policy:\n  instances: [ml.m5.large, ml.c5.xlarge]\n',
    },
    modelPackage({
      inference: 'inference: { instances: { realtime: [ml.c5.xlarge], transform: [ml.m5.4xlarge] } }',
    }),
    `
    listings/churn/marketplace.yaml:7:38: error: \`inference.instances.realtime[0]\` is ml.c5.xlarge, which the team’s policy does not allow [policy-instance]
      inference: { instances: { realtime: [ml.c5.xlarge], transform: [ml.m5.4xlarge] } }
                                           ^^^^^^^^^^^^
      fix: use ml.m5.large, or have the type added to the policy
      note: org.yaml:2:3: the allowed instance types

    listings/churn/marketplace.yaml:7:65: error: \`inference.instances.transform[0]\` is ml.m5.4xlarge, which the team’s policy does not allow [policy-instance]
      inference: { instances: { realtime: [ml.c5.xlarge], transform: [ml.m5.4xlarge] } }
                                                                      ^^^^^^^^^^^^^
      fix: use ml.m5.large, or have the type added to the policies
      note: org.yaml:2:3: the allowed instance types
      note: team.yaml:2:3: the allowed instance types
    `,
  );
});
