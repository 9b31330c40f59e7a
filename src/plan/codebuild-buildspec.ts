import type { CiSetup } from '../model/ci-setup.ts';
import type { PlannedYaml } from '../model/file-plan.ts';

/**
 * A batch whose builds share the changed listings. CodeBuild fixes the batch before any build runs, so it cannot have
 * one build per changed listing: the number of builds is fixed, and each build finds its share of the listings.
 */
export function codebuildBuildspec({ pattern, policy, branch, runners, version }: CiSetup): PlannedYaml {
  const shards = Array.from({ length: runners }, (_, index) => String(index + 1));
  return {
    kind: 'yaml',
    header,
    comments: new Map([
      ['batch', 'SHARD has the numbers from 1 to SHARDS.'],
      ['env.git-credential-helper', 'Lets a build fetch the branch that a pull request is for.'],
    ]),
    remarks: new Map(),
    value: {
      version: 0.2,
      env: {
        shell: 'bash',
        'git-credential-helper': true,
        variables: {
          TOOL: `generator-sagemaker-mkt@${version}`,
          PATTERN: pattern,
          ...(policy !== null && { POLICY: policy }),
          BRANCH: branch,
          SHARDS: String(runners),
          CI_REPORTS: 'ci-reports',
        },
      },
      batch: {
        'fast-fail': false,
        'build-matrix': {
          static: { 'ignore-failure': false, env: { 'privileged-mode': true } },
          dynamic: { env: { variables: { SHARD: shards } } },
        },
      },
      phases: {
        install: {
          'runtime-versions': { nodejs: 24 },
          commands: ['npm install --global --ignore-scripts --no-audit --no-fund "$TOOL"'],
        },
        build: { commands: ['ci/codebuild.sh'] },
      },
      artifacts: { files: ['**/*'], 'base-directory': 'ci-reports' },
    },
  };
}

const header = `Checks, tests, builds and rehearses every changed listing; the builds of one batch share the listings. A push to the main
branch also uploads them. The project needs: batch builds, the full clone depth, privileged mode, and a role with the
permissions of each listing's marketplace/iam-policy.json. You can edit this file: \`sagemaker-mkt ci\` merges updates into it.`;
