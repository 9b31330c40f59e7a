import { test } from 'vitest';
import { modelPackage } from '../../support/expect-problems.ts';
import {
  expectChainProblem,
  expectNoTeamProblem,
  expectTeamProblem,
} from '../../support/expect-team-problem.ts';

test('a scan that lets through what the team blocks is refused, and both places are shown', () => {
  expectTeamProblem(
    'policy-scan',
    'policy:\n  scanMustBlock: [CRITICAL, HIGH, MEDIUM]\n',
    modelPackage({ upload: 'upload: { scan: { block: [CRITICAL] } }' }),
    `
    listings/churn/marketplace.yaml:7:19: error: \`upload.scan.block\` lacks HIGH and MEDIUM, which the team’s policy asks for [policy-scan]
      upload: { scan: { block: [CRITICAL] } }
                        ^^^^^
      fix: write \`block: [CRITICAL, HIGH, MEDIUM]\` under \`upload.scan\`
      note: team.yaml:2:3: the severities that must stop an upload
    `,
  );
});

test('the default of a listing that says nothing is measured as well', () => {
  expectTeamProblem(
    'policy-scan',
    'policy:\n  scanMustBlock: [LOW]\n',
    modelPackage(),
    `
    listings/churn/marketplace.yaml:1:1: error: \`upload.scan.block\` is not given, and its default lacks LOW, which the team’s policy asks for [policy-scan]
      version: 1
      ^
      fix: write \`block: [CRITICAL, HIGH, LOW]\` under \`upload.scan\`
      note: team.yaml:2:3: the severities that must stop an upload
    `,
  );
});

test('what is blocked by default counts', () => {
  expectNoTeamProblem('policy-scan', 'policy: { scanMustBlock: [CRITICAL, HIGH] }\n', modelPackage());
});

test('a severity that the schema refuses is reported once', () => {
  expectNoTeamProblem(
    'policy-scan',
    'policy: { scanMustBlock: [HIGH] }\n',
    modelPackage({ upload: 'upload: { scan: { block: [CRITICAL, HIHG] } }' }),
  );
});

test('a team adds to what the company blocks, and takes nothing away', () => {
  expectChainProblem(
    'policy-scan',
    {
      org: 'policy:\n  scanMustBlock: [HIGH, MEDIUM]\n',
      team: 'policy:\n  scanMustBlock: [LOW, MEDIUM]\n',
    },
    modelPackage({ upload: 'upload: { scan: { block: [CRITICAL, HIGH] } }' }),
    `
    listings/churn/marketplace.yaml:7:19: error: \`upload.scan.block\` lacks MEDIUM and LOW, which the team’s policy asks for [policy-scan]
      upload: { scan: { block: [CRITICAL, HIGH] } }
                        ^^^^^
      fix: write \`block: [CRITICAL, HIGH, MEDIUM, LOW]\` under \`upload.scan\`
      note: org.yaml:2:3: the severities that must stop an upload
      note: team.yaml:2:3: the severities that must stop an upload
    `,
  );
});
