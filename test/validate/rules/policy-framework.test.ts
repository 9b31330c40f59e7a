import { test } from 'vitest';
import { modelPackage } from '../../support/expect-problems.ts';
import {
  expectChainProblem,
  expectNoTeamProblem,
  expectTeamProblem,
} from '../../support/expect-team-problem.ts';

test('a framework that the team does not allow is refused, and both places are shown', () => {
  expectTeamProblem(
    'policy-framework',
    'policy:\n  frameworks: [scikit-learn]\n',
    modelPackage(),
    `
    listings/churn/marketplace.yaml:3:12: error: \`framework\` is typescript, which the team’s policy does not allow [policy-framework]
      framework: typescript
                 ^^^^^^^^^^
      fix: use scikit-learn, or have the framework added to the policy
      note: team.yaml:2:3: the allowed frameworks
    `,
  );
});

test('the long form is checked as well', () => {
  expectTeamProblem(
    'policy-framework',
    'policy:\n  frameworks: [scikit-learn]\n',
    modelPackage({ framework: 'framework: { name: flask }' }),
    `
    listings/churn/marketplace.yaml:3:20: error: \`framework.name\` is flask, which the team’s policy does not allow [policy-framework]
      framework: { name: flask }
                         ^^^^^
      fix: use scikit-learn, or have the framework added to the policy
      note: team.yaml:2:3: the allowed frameworks
    `,
  );
});

test('an allowed framework is accepted', () => {
  expectNoTeamProblem(
    'policy-framework',
    'policy: { frameworks: [typescript, scikit-learn] }\n',
    modelPackage(),
  );
});

test('a framework that nobody supports is reported once', () => {
  expectNoTeamProblem(
    'policy-framework',
    'policy: { frameworks: [flask] }\n',
    modelPackage({ framework: 'framework: cobol' }),
  );
});

test('a team cannot allow what the company does not', () => {
  expectChainProblem(
    'policy-framework',
    {
      org: 'policy:\n  frameworks: [scikit-learn, onnxruntime]\n',
      team: 'policy:\n  frameworks: [typescript, onnxruntime]\n',
    },
    modelPackage(),
    `
    listings/churn/marketplace.yaml:3:12: error: \`framework\` is typescript, which the team’s policy does not allow [policy-framework]
      framework: typescript
                 ^^^^^^^^^^
      fix: use onnxruntime, or have the framework added to the policy
      note: org.yaml:2:3: the allowed frameworks
    `,
  );
});
